"""What each answer in the self-check leads to, before the next question comes."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.self_check import ActionCancelSelfCheck, ActionSelfCheckResult, ValidateSelfCheckForm

IN_ESKILSTUNA = "eskilstuna." + "a" * 32
CALM_112 = "Om det känns farligt, ring 112 direkt. Du behöver inte vara säker."


def tracker(answers: dict[str, str] | None) -> Tracker:
    return Tracker(IN_ESKILSTUNA, {"self_check_answers": answers}, {}, [], False, None, {}, None)


def answered(answers: dict[str, str] | None, value: str) -> tuple[dict[str, Any], list[str]]:
    """The slots after an answer, and what was said beside."""
    dispatcher = CollectingDispatcher()
    step = ValidateSelfCheckForm().validate_self_check_answer(value, dispatcher, tracker(answers), {})
    return asyncio.run(step), [message["text"] for message in dispatcher.messages]


def test_who_does_not_know_whether_they_are_in_danger_reads_112_and_the_check_goes_on() -> None:
    slots, said = answered(None, "unknown")
    assert said == [CALM_112]
    assert slots == {"self_check_answers": {"danger": "unknown"}, "self_check_answer": None}


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        (None, "no"),
        (None, "yes"),  # then the check ends, with what to do in danger
        ({"danger": "no"}, "unknown"),
        ({"danger": "unknown", "lives_in_municipality": "yes"}, "unknown"),
    ],
)
def test_no_other_answer_sounds_that_alarm(answers: dict[str, str] | None, value: str) -> None:
    assert answered(answers, value)[1] == []


def test_an_answer_is_kept_under_the_question_that_was_asked_and_after_those_before() -> None:
    slots, _ = answered({"danger": "no"}, "yes")
    assert list(slots["self_check_answers"].items()) == [("danger", "no"), ("lives_in_municipality", "yes")]


def test_going_back_takes_the_latest_answer_away_and_leaves_the_others() -> None:
    slots, _ = answered({"danger": "no", "lives_in_municipality": "yes"}, "back")
    assert slots["self_check_answers"] == {"danger": "no"}
    assert answered(None, "back")[0]["self_check_answers"] == {}


def slots_after(action: Any, answers: dict[str, str]) -> dict[str, Any]:
    events = action.run(CollectingDispatcher(), tracker(answers), {})
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


@pytest.mark.parametrize("action", [ActionSelfCheckResult(), ActionCancelSelfCheck()])
def test_a_check_that_ended_leaves_no_answer_behind(action: Any) -> None:
    left = slots_after(action, {"danger": "no", "lives_in_municipality": "no"})
    assert left["self_check_answers"] is None
    assert left["open_question"] == "none"


def test_the_outcome_tells_the_points_it_rests_on_in_the_persons_own_words() -> None:
    told = slots_after(ActionSelfCheckResult(), {"danger": "no", "lives_in_municipality": "no"})
    assert told["self_check_outcome"] == "other_municipality"
    assert "bor inte i Eskilstuna" in told["self_check_points"]
