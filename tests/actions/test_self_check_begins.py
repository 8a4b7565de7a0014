"""A self-check is counted as begun when its first question is first asked."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.self_check import ActionAskSelfCheckAnswer

SAID, LED_IN = {"event": "user"}, {"event": "active_loop", "name": "self_check_form"}


def told(events: list[dict[str, Any]], answers: dict[str, str] | None = None) -> str | None:
    tracker = Tracker("a" * 32, {"self_check_answers": answers}, {}, events, False, None, {}, None)
    dispatcher = CollectingDispatcher()
    ActionAskSelfCheckAnswer().run(dispatcher, tracker, {})
    found: str | None = dispatcher.messages[0]["metadata"].get("self_check")
    return found


def test_the_first_question_on_the_way_in_begins_it() -> None:
    assert told([SAID, LED_IN]) == "started"


@pytest.mark.parametrize("answers", [None, {}])
def test_the_first_question_again_after_why_or_back_does_not(answers: dict[str, str] | None) -> None:
    assert told([SAID, LED_IN, SAID], answers) is None


def test_a_check_that_was_interrupted_and_goes_on_does_not_either() -> None:
    assert told([SAID, LED_IN], {"danger": "no"}) is None


def test_what_leaves_the_form_is_no_beginning() -> None:
    assert told([SAID, {"event": "active_loop", "name": None}]) is None
