"""What each answer in the self-check leads to, before the next question comes."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.self_check import (
    NOTHING,
    ActionAskSelfCheckAnswer,
    ActionCancelSelfCheck,
    ActionSelfCheckResult,
    ValidateSelfCheckForm,
)

IN_ESKILSTUNA = "eskilstuna." + "a" * 32
CALM_112 = "Om det känns farligt, ring 112 direkt. Du behöver inte vara säker."


Kept = dict[str, Any] | None
OVER = {"danger": "no", "lives_in_municipality": "no", "over": True}
IN_FORM = {"event": "active_loop", "name": "self_check_form"}


def tracker(answers: Kept, intent: str = "affirm", text: str = "", asked: str | None = None) -> Tracker:
    message = {"intent": {"name": intent}, "text": text}
    slots = {"self_check_answers": answers, "requested_slot": asked, "self_check_answer": None}
    return Tracker(IN_ESKILSTUNA, slots, message, [{"event": "user"}, IN_FORM], False, None, {}, None)


def answered(answers: Kept, value: str) -> tuple[dict[str, Any], list[str]]:
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


def test_a_check_that_was_cancelled_leaves_no_answer_behind() -> None:
    left = slots_after(ActionCancelSelfCheck(), {"danger": "no", "lives_in_municipality": "no"})
    assert left["self_check_answers"] is None
    assert left["open_question"] == "none"


def test_a_check_that_ended_keeps_its_answers_and_that_it_is_over() -> None:
    left = slots_after(ActionSelfCheckResult(), {"danger": "no", "lives_in_municipality": "no"})
    assert left["self_check_answers"] == OVER
    assert left["open_question"] == "none"


def entered(answers: Kept, intent: str) -> dict[str, Any]:
    """The slots after the form was entered by a message of this intent."""
    events = asyncio.run(ValidateSelfCheckForm().run(CollectingDispatcher(), tracker(answers, intent), {}))
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_going_back_after_the_outcome_asks_the_last_question_again() -> None:
    slots = entered(OVER, "go_back")
    assert slots["self_check_answers"] == {"danger": "no"}
    assert "requested_slot" not in slots, "the form goes on to ask"
    assert entered(slots["self_check_answers"], "go_back")["self_check_answers"] == {"danger": "no"}, "once"


def test_beginning_after_the_outcome_begins_a_new_check() -> None:
    assert entered(OVER, "affirm")["self_check_answers"] == {}
    assert "requested_slot" not in entered(OVER, "affirm"), "the form goes on to ask"


def test_what_an_alarm_broke_off_goes_on_with_danger_asked_about_again() -> None:
    slots = entered({"danger": "no", "lives_in_municipality": "yes"}, "affirm")
    assert slots["self_check_answers"] == {"lives_in_municipality": "yes"}


def test_with_nothing_to_go_back_to_nothing_is_asked_and_the_outcome_says_so() -> None:
    assert entered(None, "go_back")["requested_slot"] is None
    assert "requested_slot" not in entered(None, "affirm"), "but a check can begin"
    [outcome, _] = ActionSelfCheckResult().run(CollectingDispatcher(), tracker(None, "go_back"), {})
    assert outcome["value"] == NOTHING


def replied(answers: Kept, text: str, intent: str) -> tuple[dict[str, Any], list[str], dict[str, Any]]:
    """The slots after a message inside the form, what was said beside, and the next question."""
    dispatcher = CollectingDispatcher()
    before = tracker(answers, intent, text, asked="self_check_answer")
    events = asyncio.run(ValidateSelfCheckForm().run(dispatcher, before, {}))
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    beside = [message["text"] for message in dispatcher.messages]
    after = tracker(slots.get("self_check_answers", answers), intent, text, asked="self_check_answer")
    ActionAskSelfCheckAnswer().run(dispatcher, after, {})
    return slots, beside, dispatcher.messages[-1]


@pytest.mark.parametrize("text", ["nej eller jo", "ja o nej", "nej eller asså okej", "inte direkt"])
def test_a_doubtful_no_is_confirmed_before_it_ends_the_check(text: str) -> None:
    slots, beside, asked = replied({"danger": "no"}, text, "deny")
    assert slots["self_check_answers"] == {"danger": "no", "doubted": "no"}
    assert beside == []
    assert asked["text"] == "Du menar nej: du bor inte i Eskilstuna?"
    assert [button["title"] for button in asked["buttons"]] == ["Ja", "Nej", "Vet inte"]


def test_each_question_has_its_five_buttons() -> None:
    _, _, asked = replied(None, "nej", "deny")
    assert [(button["title"], button["payload"]) for button in asked["buttons"]] == [
        ("Ja", "/affirm"),
        ("Nej", "/deny"),
        ("Vet inte", "/unsure"),
        ("Varför?", "/why_ask"),
        ("Tillbaka", "/go_back"),
    ]


@pytest.mark.parametrize("text", ["måste ja svara", "hur många kvar"])
def test_a_wish_is_answered_and_the_same_question_asked_again(text: str) -> None:
    slots, beside, asked = replied({"danger": "no"}, text, "go_back")
    assert slots["self_check_answers"] == {"danger": "no"}
    assert len(beside) == 1
    assert "Bor du i Eskilstuna kommun?" in asked["text"]


def test_beginning_again_asks_the_first_question() -> None:
    slots, _, asked = replied(
        {"danger": "no", "lives_in_municipality": "yes"}, "börja om", "start_self_check"
    )
    assert slots["self_check_answers"] == {}
    assert "Fråga 1 av" in asked["text"]


def test_a_question_back_is_left_to_the_rules_and_changes_nothing() -> None:
    slots, _, asked = replied({"danger": "no"}, "vilka får veta då", "faq")
    assert "self_check_answers" not in slots
    assert "Bor du i Eskilstuna kommun?" in asked["text"]


def test_the_outcome_tells_the_points_it_rests_on_in_the_persons_own_words() -> None:
    told = slots_after(ActionSelfCheckResult(), {"danger": "no", "lives_in_municipality": "no"})
    assert told["self_check_outcome"] == "other_municipality"
    assert "bor inte i Eskilstuna" in told["self_check_points"]
