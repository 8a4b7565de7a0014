"""The self-check as a Rasa form.

The form repeatedly asks for one slot, `self_check_answer`. The answers so far are in `self_check_answers`, by
question id and in order. `bot.programme.self_check` decides which question comes next, and the outcome.
"""

from itertools import takewhile
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.municipality import profile_of
from actions.self_check_reading import BACK, read_answer
from bot.programme import self_check
from bot.programme.answer import Answer
from bot.programme.self_check_words import Question, extras, in_one_bubble, questions

BUTTONS = [
    {"title": "Ja", "payload": "/affirm"},
    {"title": "Nej", "payload": "/deny"},
    {"title": "Vet inte", "payload": "/unsure"},
]


def answers_of(tracker: Tracker) -> dict[str, Answer]:
    """The answers so far, in order."""
    stored: dict[str, str] = tracker.get_slot("self_check_answers") or {}
    return {question: Answer(value) for question, value in stored.items()}


def _current(tracker: Tracker) -> Question:
    question = self_check.next_question(answers_of(tracker))
    if question is None:
        raise LookupError("the self-check is finished: there is no question to ask or explain")
    return questions()[question]


def _begins(tracker: Tracker) -> bool:
    """Whether this turn started the form; "varför" and "tillbaka" also lead to the first question."""
    turn = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "active_loop" and event["name"] for event in turn)


class ValidateSelfCheckForm(FormValidationAction):  # type: ignore[misc]
    """Reads each answer, goes on or back, and ends the form when no answer can change the outcome."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_self_check_form"

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
        """The slot while there is a next question; none if the municipality has no self-check."""
        has_self_check = profile_of(tracker).has_self_check
        unfinished = has_self_check and self_check.next_question(answers_of(tracker)) is not None
        return domain_slots if unfinished else []

    async def extract_self_check_answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Yes, no, unknown or back; nothing if the message is about something else."""
        question = self_check.next_question(answers_of(tracker))
        if question is None or tracker.get_slot("requested_slot") != "self_check_answer":
            return {}
        answer = read_answer(question, tracker.latest_message, profile_of(tracker).place)
        return {} if answer is None else {"self_check_answer": answer}

    async def validate_self_check_answer(
        self, value: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Stores the answer under its question, and empties the slot for the next one."""
        answers = answers_of(tracker)
        question = self_check.next_question(answers)
        if value == BACK:
            answers = self_check.without_last(answers)
        elif question is not None:
            answers[question] = Answer(value)
            if (question, answers[question]) == (self_check.DANGER, Answer.UNKNOWN):
                dispatcher.utter_message(
                    text="Om det känns farligt, ring 112 direkt. Du behöver inte vara säker."
                )
        stored = {name: answer.value for name, answer in answers.items()}
        return {"self_check_answers": stored, "self_check_answer": None}


class ActionAskSelfCheckAnswer(Action):  # type: ignore[misc]
    """Asks the next question, with its number."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_self_check_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """One short question with three buttons."""
        question = _current(tracker)
        step = self_check.progress(answers_of(tracker))
        text = f"Fråga {step.number} av högst {step.at_most}: {question.text}"
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
    """Sets the slots that `utter_self_check_outcome` varies by, and deletes the answers."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_self_check_result"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """The outcome, and the answers it is based on; no outcome if the municipality has no self-check."""
        answers, profile = answers_of(tracker), profile_of(tracker)
        if not profile.has_self_check:
            return [SlotSet("self_check_outcome", None), SlotSet("open_question", "none")]
        points = [questions()[name].said(answers[name]) for name in self_check.deciding(answers)]
        extra = extras(answers, profile.under_18)
        return [
            SlotSet("self_check_outcome", self_check.outcome(answers).value),
            SlotSet("self_check_points", in_one_bubble(points)),
            SlotSet("self_check_extra", "".join(f" {line}" for line in extra)),
            SlotSet("self_check_answers", None),
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
