"""A turn is measured by what the visitor was answered, and one that was answered before is none."""

import pytest

from bot import coarse_metrics
from bot.assistant.measuring import ALARM, ANSWERED, CHOICE, measure_turn
from bot.assistant.policy import OUT_OF_ORDER
from bot.coarse_metrics import STEP
from bot.metrics import FAULT, REGISTRY
from bot.wire import DANGER, NOT_UNDERSTOOD, Reply

ANSWER = Reply(text="svar", response="utter_faq/phone")
TOPICS = Reply(text="ämnen", kind=NOT_UNDERSTOOD)
WARNING = Reply(text="112", kind=DANGER)
CALM = Reply(text="lugn", response=OUT_OF_ORDER)
BEFORE = Reply(text="svar", again=True)


def turns(kind: str) -> float:
    return REGISTRY.get_sample_value("vagvisaren_turns_total", {"kind": kind}) or 0


def faults() -> float:
    return REGISTRY.get_sample_value("vagvisaren_unanswered_messages_total", {"kind": FAULT}) or 0


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        ([ANSWER], ANSWERED),
        ([], ANSWERED),
        ([ANSWER, TOPICS], CHOICE),
        ([WARNING, ANSWER], ALARM),
        ([WARNING, CALM], ALARM),
        ([CALM], None),
        ([BEFORE], None),
        ([BEFORE, WARNING], None),
    ],
)
def test_a_turn_counts_as_what_it_was_answered(
    replies: list[Reply], kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {each: turns(each) for each in (ANSWERED, CHOICE, ALARM)}
    for _ in range(STEP):
        measure_turn(replies)
    later = coarse_metrics._this_hour() + 1
    monkeypatch.setattr(coarse_metrics, "_this_hour", lambda: later)
    grown = {each: turns(each) - before[each] for each in before}
    assert grown == {each: STEP if each == kind else 0 for each in before}


@pytest.mark.parametrize(
    ("replies", "number"), [([CALM], 1), ([WARNING, CALM], 1), ([WARNING], 0), ([ANSWER], 0), ([BEFORE], 0)]
)
def test_the_calm_line_is_a_fault_and_known_at_once(replies: list[Reply], number: int) -> None:
    before = faults()
    measure_turn(replies)
    assert faults() - before == number
