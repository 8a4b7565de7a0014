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

from actions.conversation import language_of, profile_of
from actions.self_check_reading import read_answer
from bot.dialogue.state import ENGLISH
from bot.programme import self_check
from bot.programme.self_check_course import Check, take
from bot.programme.self_check_reading.places import Places
from bot.programme.self_check_reading.reading import Reading
from bot.programme.self_check_words import Question, Words, words

ANSWERS = ("affirm", "deny", "unsure")
GO_BACK = "go_back"
NOTHING = "nothing"
"""The outcome of going back where there is nothing to go back to."""


def check_of(tracker: Tracker) -> Check:
    """The check so far."""
    return Check.from_slot(tracker.get_slot("self_check_answers"))


def words_of(tracker: Tracker) -> Words:
    """The self-check's texts in the conversation's language."""
    return words(language_of(tracker))


def _buttons(said: Words, *payloads: str) -> list[dict[str, str]]:
    return [{"title": said.buttons[each], "payload": f"/{each}"} for each in payloads or said.buttons]


def _metadata(tracker: Tracker, question: Question, **more: str) -> dict[str, Any]:
    return {"sources": [question.source], "lang": language_of(tracker), **more}


def _current(tracker: Tracker) -> Question:
    question = check_of(tracker).question
    if question is None:
        raise LookupError("the self-check is finished: there is no question to ask or explain")
    return words_of(tracker).questions[question]


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
            text = words_of(tracker).beside(beside, self_check.progress(check.answers))
            dispatcher.utter_message(text=text, metadata={"lang": language_of(tracker)})
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
        said, question, check = words_of(tracker), _current(tracker), check_of(tracker)
        if check.doubted is not None:
            text, buttons = said.doubt(check.question, question, check.doubted), _buttons(said, *ANSWERS)
            dispatcher.utter_message(text=text, buttons=buttons, metadata=_metadata(tracker, question))
            return []
        step = self_check.progress(check.answers)
        text = said.asked(question, step)
        if _begins(tracker) and check.answers:
            text = f"{said.goes_on}\n\n{text}"
        is_start = step.number == 1 and _begins(tracker)
        started = {"self_check": "started"} if is_start else {}  # for the front's statistics
        metadata = _metadata(tracker, question, **started)
        dispatcher.utter_message(text=text, buttons=_buttons(said), metadata=metadata)
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
        dispatcher.utter_message(text=question.why, metadata=_metadata(tracker, question))
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
        said = words_of(tracker)
        points = [said.questions[name].said(answers[name]) for name in self_check.deciding(answers)]
        is_english = language_of(tracker) == ENGLISH
        extra = said.extras(answers, profile.english.under_18 if is_english else profile.under_18)
        return [
            SlotSet("self_check_outcome", self_check.outcome(answers).value),
            SlotSet("self_check_points", said.in_one_bubble(points)),
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
