"""The state survives storage, holds labels only, and takes what another version stored."""

import json
from dataclasses import fields

from bot.dialogue.state import Alarm, State, from_slot, to_slot

FULL = State(
    topic="faq/phone",
    alternatives=("faq/moving",),
    choices=("human",),
    alarm=Alarm.OVER,
    alarm_kind="danger/child",
    has_alarmed=True,
    said="utter_x",
    misses=1,
    is_simple=True,
    has_soft_line=True,
    is_check_paused=True,
    concerns="sibling",
    language="en",
)


def test_a_state_comes_back_as_it_was() -> None:
    assert from_slot(json.loads(json.dumps(to_slot(FULL)))) == FULL
    assert all(getattr(FULL, each.name) != getattr(State(), each.name) for each in fields(State))


def test_the_start_takes_no_room() -> None:
    assert to_slot(State()) is None
    assert from_slot(None) == State()


def test_what_another_version_stored_is_left_out() -> None:
    assert from_slot({"topic": "faq/phone", "mood": "x"}) == State("faq/phone")
