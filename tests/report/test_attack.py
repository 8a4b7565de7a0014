"""Nobody can tell a number under five, whoever computes, with everything that is published."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.models import Kind
from bot.programme.self_check import Outcome
from bot.report import figures as figures_module
from bot.report.figures import MONTHS, PARTS_OF_DAY, SMALLEST_WAITS, figures
from tests.report.attack import attack

LOWEST = st.sampled_from([0, 0, 5, 8, 13])
HIGHEST = st.sampled_from([4, 4, 7, 12, 17])
"""Counts at the edge of what their published number stands for: there a sum gives most away."""

HOURS = {name: f"{hours[0]:02}" for name, hours in PARTS_OF_DAY.items()}
TOPICS = [f"faq/topic_{number}" for number in range(12)]
Counts = Counter[tuple[int, Kind, str]]


@st.composite
def edges(draw: st.DrawFn, size: int) -> list[int]:
    """Small counts, now and then all of them at an edge."""
    of = draw(st.sampled_from([LOWEST, HIGHEST, st.integers(0, 13)]))
    return draw(st.lists(of, min_size=size, max_size=size))


@st.composite
def parts(draw: st.DrawFn, whole: int, names: list[str], is_all: bool) -> dict[str, int]:
    """Parts of a whole; the rest is the last one's, or nobody's."""
    found, left = {}, whole
    for name, wanted in zip(names, draw(edges(len(names))), strict=True):
        found[name] = min(wanted, left)
        left -= found[name]
    if is_all:
        found[names[-1]] += left
    return found


@st.composite
def years(draw: st.DrawFn) -> Counts:
    """The counts of a year, as they hang together."""
    counts: Counts = Counter()
    messages, asked = draw(edges(MONTHS)), draw(edges(MONTHS))
    for month, number in enumerate(asked, 1):
        counts[month, Kind.HUMAN_ASKED, ""] = number
    by_hour = draw(parts(sum(messages), list(HOURS.values()), is_all=True))
    for month, hour, number in spread(messages, by_hour):
        counts[month, Kind.HOUR, hour] += number
    single = ["started", "danger", "not_understood"]
    answers = draw(
        parts(sum(messages) // draw(st.integers(1, 3)), [*TOPICS, *single], is_all=draw(st.booleans()))
    )
    for topic in TOPICS:
        counts[1, Kind.TOPIC, topic] = answers[topic]
    counts[1, Kind.DANGER, ""] = answers["danger"]
    counts[1, Kind.NOT_UNDERSTOOD, ""] = answers["not_understood"]
    left = sum(messages) - sum(answers.values())
    counts[1, Kind.SELF_CHECK_STARTED, ""] = answers["started"]
    ended = min(left, answers["started"])
    outcomes = draw(parts(ended, [each.value for each in Outcome], is_all=draw(st.booleans())))
    for outcome, number in outcomes.items():
        counts[1, Kind.SELF_CHECK_ENDED, outcome] = number
    for name, number in zip(SMALLEST_WAITS, waits := draw(edges(len(SMALLEST_WAITS))), strict=True):
        counts[1, Kind.WAITED, name] = number
    counts[1, Kind.TAKEN, ""] = sum(waits)
    counts[1, Kind.RETURNED, ""] = draw(st.integers(0, 9))
    return counts


def spread(by_month: list[int], by_hour: dict[str, int]) -> Iterator[tuple[int, str, int]]:
    """Messages of each month and hour that give both sums."""
    left = dict(by_hour)
    for month, number in enumerate(by_month, 1):
        to_place = number
        for hour, there in left.items():
            placed = min(to_place, there)
            left[hour], to_place = there - placed, to_place - placed
            yield month, hour, placed


def totals(counts: Counts) -> dict[str, int]:
    """The true totals, by their names in the report."""
    names = {
        "messages": Kind.HOUR,
        "human_asked": Kind.HUMAN_ASKED,
        "taken": Kind.TAKEN,
        "ended": Kind.SELF_CHECK_ENDED,
    }
    return {
        name: sum(number for (_, each, _), number in counts.items() if each is kind)
        for name, kind in names.items()
    }


@settings(max_examples=150, deadline=None)
@given(years())
def test_every_number_under_five_could_be_another(counts: Counts) -> None:
    assert attack(figures(counts, MONTHS)).told() == {}


def test_with_totals_that_are_not_rounded_the_same_attack_tells_them() -> None:
    """Or the test above would show nothing."""
    counts: Counts = Counter({(1, Kind.HOUR, "03"): 13, (2, Kind.HUMAN_ASKED, ""): 1})
    told = attack(figures(counts, MONTHS), exact={"human_asked": 0}).told()
    assert len(told) == MONTHS
    found: list[int] = []

    @settings(max_examples=30, deadline=None)
    @given(years())
    def some(counts: Counts) -> None:
        published = figures_without_moves(counts)
        found.append(len(attack(published, exact=totals(counts)).told()))

    some()
    assert sum(map(bool, found)) > 3


def figures_without_moves(counts: Counts) -> Any:
    """Each number rounded by itself and no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures_module, "loosen", lambda *_: None)
        return figures(counts, MONTHS)


FOUR_TIMES_EIGHT = Counter(
    {(1, Kind.WAITED, each): 8 for each in SMALLEST_WAITS[:4]} | {(1, Kind.TAKEN, ""): 32}
)


def test_rounding_alone_would_tell_that_nobody_waited_over_an_hour() -> None:
    assert attack(figures_without_moves(FOUR_TIMES_EIGHT)).told() == {("waits", "60"): 0}


def test_the_moved_number_hides_it() -> None:
    low, high = attack(figures(FOUR_TIMES_EIGHT, MONTHS)).possible(("waits", "60"))
    assert low < high


def test_a_month_is_never_told_in_two_ways() -> None:
    """While the year goes on, and in its final report."""
    counts: Counts = Counter({(month, Kind.HOUR, "03"): 8 for month in range(1, 13)})
    whole = figures(counts, MONTHS)
    for months in range(MONTHS):
        part = figures(counts, months)
        assert part.year is None
        assert part.messages.items() <= whole.messages.items()
        assert part.human_asked.items() <= whole.human_asked.items()
