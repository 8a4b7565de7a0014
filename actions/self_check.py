"""The self-check as a Rasa form.

The form repeatedly asks for one slot, `self_check_answer`. The check so far is in `self_check_answers`: the
answers by question id and in order, and what bot/programme/self_check_course.py keeps beside them.
`bot.programme.self_check` decides which question comes next, and the outcome.
"""

from dataclasses import replace
from datetime import datetime, timezone
from itertools import takewhile
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.municipality import profile_of
from actions.self_check_reading import read_answer
from bot.programme import self_check
from bot.programme.self_check_course import Check, take
from bot.programme.self_check_reading.places import Places
from bot.programme.self_check_reading.reading import Reading
from bot.programme.self_check_words import (
    GOES_ON,
    Question,
    beside_text,
    doubt_text,
    extras,
    in_one_bubble,
    questions,
)

ANSWERS = [
    {"title": "Ja", "payload": "/affirm"},
    {"title": "Nej", "payload": "/deny"},
    {"title": "Vet inte", "payload": "/unsure"},
]
BUTTONS = [
    *ANSWERS,
    {"title": "Varför?", "payload": "/why_ask"},
    {"title": "Tillbaka", "payload": "/go_back"},
]
GO_BACK = "go_back"
NOTHING = "nothing"
"""The outcome of going back where there is nothing to go back to."""


def check_of(tracker: Tracker) -> Check:
    """The check so far."""
    return Check.from_slot(tracker.get_slot("self_check_answers"))


def _current(tracker: Tracker) -> Question:
    question = check_of(tracker).question
    if question is None:
        raise LookupError("the self-check is finished: there is no question to ask or explain")
    return questions()[question]


def _is_entered(tracker: Tracker) -> bool:
    """Whether the form has asked nothing yet: it has just been entered."""
    return tracker.get_slot("requested_slot") is None


def _goes_back(tracker: Tracker) -> bool:
    return ((tracker.latest_message or {}).get("intent") or {}).get("name") == GO_BACK


def _entered(tracker: Tracker) -> Check:
    """The check as the form begins with it: a new one, one that was broken off, or one that is corrected."""
    check = check_of(tracker)
    if check.is_over:
        return check.reopened() if _goes_back(tracker) else Check()
    return check if _goes_back(tracker) else check.resumed()


def _begins(tracker: Tracker) -> bool:
    """Whether this turn started the form; "varför" and "tillbaka" also lead to the first question."""
    turn = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "active_loop" and event["name"] for event in turn)


class ValidateSelfCheckForm(FormValidationAction):  # type: ignore[misc]
    """Reads each answer, goes on or back, and ends the form when no answer can change the outcome."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_self_check_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Decides which check the form begins with, and then reads the message."""
        events: list[EventType] = []
        if _is_entered(tracker) and tracker.get_slot("self_check_answers") is not None:
            events = [SlotSet("self_check_answers", _entered(tracker).to_slot())]
            tracker.add_slots(events)
        return [*events, *await super().run(dispatcher, tracker, domain)]

    def domain_slots(self, domain: DomainDict) -> list[str]:
        """The form's only slot; defined here, so that Rasa need not send the whole domain."""
        return ["self_check_answer"]

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """The slot while there is a next question; none without a self-check or anything to go back to."""
        is_nothing = _goes_back(tracker) and tracker.get_slot("self_check_answers") is None
        if not profile_of(tracker).has_self_check or (_is_entered(tracker) and is_nothing):
            return []
        return domain_slots if check_of(tracker).question is not None else []

    async def extract_self_check_answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """What the message says to the question; nothing if the rules are to answer it."""
        question = check_of(tracker).question
        if question is None or tracker.get_slot("requested_slot") != "self_check_answer":
            return {}
        profile = profile_of(tracker)
        places = Places.of(profile.place, *profile.places)
        today = profile.local_time(datetime.now(timezone.utc)).date()
        reading = read_answer(question, tracker.latest_message, places, today)
        return {} if reading is None else {"self_check_answer": reading.to_text()}

    async def validate_self_check_answer(
        self, value: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Goes on, back or stays, and empties the slot for the next answer."""
        check, beside = take(check_of(tracker), Reading.of_text(value))
        if beside is not None:
            dispatcher.utter_message(text=beside_text(beside, self_check.progress(check.answers)))
        return {"self_check_answers": check.to_slot(), "self_check_answer": None}


class ActionAskSelfCheckAnswer(Action):  # type: ignore[misc]
    """Asks the next question, with its number."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_self_check_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """One short question with buttons, or whether the answer just given was meant."""
        question, check = _current(tracker), check_of(tracker)
        if check.doubted is not None:
            text = doubt_text(check.question, question, check.doubted)
            dispatcher.utter_message(text=text, buttons=ANSWERS, metadata={"sources": [question.source]})
            return []
        step = self_check.progress(check.answers)
        text = f"Fråga {step.number} av högst {step.at_most}: {question.text}"
        if _begins(tracker) and check.answers:
            text = f"{GOES_ON}\n\n{text}"
        is_start = step.number == 1 and _begins(tracker)
        started = {"self_check": "started"} if is_start else {}  # for the front's statistics
        metadata = {"sources": [question.source], **started}
        dispatcher.utter_message(text=text, buttons=BUTTONS, metadata=metadata)
        return []


class ActionExplainQuestion(Action):  # type: ignore[misc]
    """ "Varför frågar du?": the reason for the current question."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Sends the reason; the form then asks the question again."""
        question = _current(tracker)
        dispatcher.utter_message(text=question.why, metadata={"sources": [question.source]})
        return []


class ActionSelfCheckResult(Action):  # type: ignore[misc]
    """Sets the slots that `utter_self_check_outcome` varies by; the answers stay, so that one can go back."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_self_check_result"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """The outcome, and the answers it is based on; no outcome if the municipality has no self-check."""
        check, profile = check_of(tracker), profile_of(tracker)
        answers = check.answers
        if _goes_back(tracker) and not answers:
            return [SlotSet("self_check_outcome", NOTHING), SlotSet("open_question", "none")]
        if not profile.has_self_check:
            return [SlotSet("self_check_outcome", None), SlotSet("open_question", "none")]
        points = [questions()[name].said(answers[name]) for name in self_check.deciding(answers)]
        extra = extras(answers, profile.under_18)
        return [
            SlotSet("self_check_outcome", self_check.outcome(answers).value),
            SlotSet("self_check_points", in_one_bubble(points)),
            SlotSet("self_check_extra", "".join(f" {line}" for line in extra)),
            SlotSet("self_check_answers", replace(check, is_over=True).to_slot()),
            SlotSet("open_question", "none"),
        ]


class ActionCancelSelfCheck(Action):  # type: ignore[misc]
    """Ends the check and deletes its answers."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_cancel_self_check"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ends the form and empties its slots."""
        return [
            ActiveLoop(None),
            SlotSet("requested_slot", None),
            SlotSet("self_check_answers", None),
            SlotSet("open_question", "none"),
        ]
