"""How often things happened: the figures of the yearly follow-up, without a trace of any person.

Threat: somebody who reads the table, or copies of it, tells what a single visitor asked and when. Method:
there are only sums, of a municipality and a day, and nothing joins two of them. The hour of a message and
the length of a wait are kept under the first of the month: on a day with one visitor, topic and hour would
stand side by side. SQLite keeps the rows by their key, so that their order tells nothing. Not covered:
PostgreSQL's own log and the place of a row in its files, which tell the half minute in which it changed;
and that on a day with one visitor the topics of that day are that visitor's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database import INSERTS
from bot.intake.models import Count, Kind
from bot.programme.self_check import Outcome

KEPT_YEARS = 5
"""Whole years beside the running one: a year that lost a day at a time would tell of each day by itself."""

NOTHING = ""
"""The detail of what has none."""

WAITS = {"0": 1, "1": 5, "5": 15, "15": 60}
"""Waiting times by the minute at which each bucket begins, and the minute at which it ends."""

LONGEST_WAIT = "60"

DETAILS: Mapping[Kind, frozenset[str]] = {
    Kind.SELF_CHECK_ENDED: frozenset(outcome.value for outcome in Outcome),
    Kind.WAITED: frozenset({*WAITS, LONGEST_WAIT}),
    Kind.HOUR: frozenset(f"{hour:02}" for hour in range(24)),
}
"""What the details of a kind may be; a topic is one of the answers (bot/municipality/topics.py)."""

BY_MONTH = frozenset({Kind.WAITED, Kind.HOUR})


@dataclass(frozen=True, order=True)
class Row:
    """What something is counted under. In order, processes that write at once never block each other."""

    day: date
    municipality: str
    kind: Kind
    detail: str


def row(municipality: str, day: date, kind: Kind, detail: str = NOTHING) -> Row:
    """What something that happened on this day is counted under."""
    return Row(day.replace(day=1) if kind in BY_MONTH else day, municipality, kind, detail)


def bucket(waited: timedelta) -> str:
    """The detail of a waiting time."""
    minutes = waited.total_seconds() / 60
    return next((begins for begins, ends in WAITS.items() if minutes < ends), LONGEST_WAIT)


def add(session: Session, numbers: Mapping[Row, int]) -> None:
    """Adds to the counts, in an order that tells nothing of when each was counted."""
    insert = INSERTS[session.get_bind().dialect.name](Count)
    more = insert.on_conflict_do_update(
        index_elements=["day", "municipality", "kind", "detail"],
        set_={"number": Count.number + insert.excluded.number},
    )
    for each in sorted(numbers):
        session.execute(more.values(**vars(each), number=numbers[each]))


def read(session: Session, municipality: str, first: date, last: date) -> Counter[tuple[int, Kind, str]]:
    """How often each thing happened from one day to another, both included: by month, kind and detail."""
    chosen = (
        select(Count.day, Count.kind, Count.detail, Count.number)
        .where(Count.municipality == municipality, Count.day.between(first, last))
        .order_by(Count.day, Count.kind, Count.detail)
    )
    return _by_month(session.execute(chosen))


def _by_month(found: Iterable[tuple[date, Kind, str, int]]) -> Counter[tuple[int, Kind, str]]:
    total: Counter[tuple[int, Kind, str]] = Counter()
    for day, kind, detail, number in found:
        total[day.month, kind, detail] += number
    return total


def forget_old(session: Session, today: date) -> None:
    """Removes the years that are more than five years back. Safe to repeat."""
    session.execute(delete(Count).where(Count.day < date(today.year - KEPT_YEARS, 1, 1)))
