"""The report's figures: which numbers are published for which counts. Pure functions.

Months are published when they end. Everything else is published when the year is over, because two reports on
the same year, a month apart, together reveal what happened in that month. For example, if the number for the
night goes from "under five" to 10 while the month has "under five" messages, then the month had exactly four
and the night eight (at least 8 now, at most 4 before).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.intake.counts import LONGEST_WAIT, WAITS
from bot.intake.models import Kind
from bot.programme.self_check import Outcome
from bot.report.rounding import FEW, Numbers, Whole, loosen, rounded

Counts = Mapping[tuple[int, Kind, str], int]
"""Counts by month, kind and detail, as bot/intake/counts.py returns them."""

MONTHS = 12
TOPICS_SHOWN = 10
PARTS_OF_DAY = {
    "night": range(6),
    "morning": range(6, 12),
    "afternoon": range(12, 18),
    "evening": range(18, 24),
}
SMALLEST_WAITS = (*WAITS, LONGEST_WAIT)
ALL = "all"
ANSWERS = (
    Kind.TOPIC,
    Kind.DANGER,
    Kind.NOT_UNDERSTOOD,
    Kind.SELF_CHECK_STARTED,
    Kind.SELF_CHECK_ENDED,
)
"""The kinds of answers to a message; a message has at most one of them."""


@dataclass(frozen=True)
class Year:
    """What is published of a finished year, each number by its name."""

    messages: int
    human_asked: int
    taken: int
    started: int
    ended: int
    danger: int
    not_understood: int
    message_left: int
    returned: int
    topics: dict[str, int]
    outcomes: dict[str, int]
    waits: dict[str, int]
    parts_of_day: dict[str, int]


@dataclass(frozen=True)
class Figures:
    """What is published: by finished month, and of the year when it is over."""

    messages: dict[str, int]
    human_asked: dict[str, int]
    year: Year | None


def finished_months(year: int, today: date) -> int:
    """How many months of a year are over, with all counts stored, which is certain a day after their end."""
    yesterday = today - timedelta(days=1)
    if year != yesterday.year:
        return MONTHS if year < yesterday.year else 0
    return yesterday.month - 1


def figures(counts: Counts, months: int) -> Figures:
    """What is published when this many months of a year are over."""
    # Months are never moved by `loosen`: they were published when they ended.
    messages = Numbers(_by_month(counts, Kind.HOUR, months))
    human_asked = Numbers(_by_month(counts, Kind.HUMAN_ASKED, months))
    year = _year(counts, messages, human_asked) if months == MONTHS else None
    return Figures(messages.by_name, human_asked.by_name, year)


def _by_month(counts: Counts, kind: Kind, months: int) -> dict[str, int]:
    true = Counter({str(month): 0 for month in range(1, months + 1)})
    for (month, each, _), number in counts.items():
        if each is kind and month <= months:
            true[str(month)] += number
    return {month: rounded(number) for month, number in true.items()}


def _by_detail(counts: Counts, kind: Kind) -> Counter[str]:
    true: Counter[str] = Counter()
    for (_, each, detail), number in counts.items():
        if each is kind:
            true[detail] += number
    return true


def _year(counts: Counts, by_month: Numbers, asked_by_month: Numbers) -> Year:
    of = {kind: _by_detail(counts, kind) for kind in Kind}
    true = {kind: sum(of[kind].values()) for kind in Kind}
    # A worker process that is killed may lose the count of a start whose end another one counts.
    true[Kind.SELF_CHECK_STARTED] = max(true[Kind.SELF_CHECK_STARTED], true[Kind.SELF_CHECK_ENDED])
    total = {kind: Numbers({ALL: rounded(number)}) for kind, number in true.items()}
    outcomes = Numbers({each.value: rounded(of[Kind.SELF_CHECK_ENDED][each.value]) for each in Outcome})
    waits = Numbers({each: rounded(of[Kind.WAITED][each]) for each in SMALLEST_WAITS})
    day = Numbers({name: rounded(_in_hours(of[Kind.HOUR], hours)) for name, hours in PARTS_OF_DAY.items()})
    topics = Numbers(_most_asked(of[Kind.TOPIC]))
    messages, asked, taken = total[Kind.HOUR], total[Kind.HUMAN_ASKED], total[Kind.WAITED]
    started, ended = total[Kind.SELF_CHECK_STARTED], total[Kind.SELF_CHECK_ENDED]
    danger, not_understood = total[Kind.DANGER], total[Kind.NOT_UNDERSTOOD]

    is_answered = sum(true[kind] for kind in ANSWERS) <= true[Kind.HOUR]  # otherwise counts were lost

    def wholes() -> list[Whole]:
        """The constraints that a reader knows: what ended was started, and each answer had a message."""
        ended_least = max(outcomes.least, ended.least)
        started_least = max(started.least, ended_least)
        answers = topics.least + danger.least + not_understood.least + started_least + ended_least
        return [
            Whole([outcomes.least, ended.least], [outcomes.most, ended.most, started.most]),
            Whole(
                [by_month.least, day.least, messages.least, *([answers] if is_answered else [])],
                [by_month.most, day.most, messages.most],
            ),
            Whole([asked_by_month.least, asked.least], [asked_by_month.most, asked.most]),
            Whole([waits.least, taken.least], [waits.most, taken.most]),
        ]

    loosen(
        [topics, outcomes, waits, day, danger, not_understood, messages, asked, taken, started, ended],
        wholes,
    )
    return Year(
        messages=messages.by_name[ALL],
        human_asked=asked.by_name[ALL],
        taken=taken.by_name[ALL],
        started=started.by_name[ALL],
        ended=ended.by_name[ALL],
        danger=danger.by_name[ALL],
        not_understood=not_understood.by_name[ALL],
        message_left=total[Kind.MESSAGE_LEFT].by_name[ALL],
        returned=total[Kind.RETURNED].by_name[ALL],
        topics=_shown(topics.by_name),
        outcomes=outcomes.by_name,
        waits=waits.by_name,
        parts_of_day=day.by_name,
    )


def _in_hours(hours: Mapping[str, int], chosen: range) -> int:
    return sum(hours[f"{hour:02}"] for hour in chosen)


def _most_asked(topics: Mapping[str, int]) -> dict[str, int]:
    """Chosen and ordered by published numbers: the true order of two equal ones would reveal something."""
    return _shown({topic: rounded(count) for topic, count in topics.items()})


def _shown(numbers: Mapping[str, int]) -> dict[str, int]:
    several = [each for each in numbers.items() if each[1] != FEW]
    return dict(sorted(several, key=lambda each: (-each[1], each[0]))[:TOPICS_SHOWN])


def share(part: int, whole: int) -> int | None:
    """Percent, computed from published numbers only; None if one of them is under five."""
    return None if FEW in (part, whole) else min(100, round(100 * part / whole))
