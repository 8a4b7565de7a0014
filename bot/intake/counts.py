"""Usage figures for the yearly report, which cannot be traced to a person.

Threat: somebody who reads the table, or copies of it, learns what one visitor asked and when. Method: only
sums per municipality and day are kept, and nothing links two of them. The hour of a message and the length of
a wait are kept per month: on a day with a single visitor, topic and hour would otherwise stand side by side.
SQLite stores the rows in the order of their key, which reveals nothing. Not covered: PostgreSQL's log and the
position of a row in its files, which reveal the half minute in which it changed; and that on a day with a
single visitor all topics of that day are that visitor's.
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
"""Whole years, besides the current one: deleting day by day would reveal each day's figures."""

NOTHING = ""
"""The detail of kinds that have none."""

WAITS = {"0": 1, "1": 5, "5": 15, "15": 60}
"""Buckets of waiting times: the minute at which each begins, and the minute at which it ends."""

LONGEST_WAIT = "60"

DETAILS: Mapping[Kind, frozenset[str]] = {
    Kind.SELF_CHECK_ENDED: frozenset(outcome.value for outcome in Outcome),
    Kind.WAITED: frozenset({*WAITS, LONGEST_WAIT}),
    Kind.HOUR: frozenset(f"{hour:02}" for hour in range(24)),
}
"""The details that each kind may have; topics are those of bot/municipality/topics.py."""

BY_MONTH = frozenset({Kind.WAITED, Kind.HOUR})


@dataclass(frozen=True, order=True)
class Row:
    """The key of a figure. Written in this order, so that processes never deadlock."""

    day: date
    municipality: str
    kind: Kind
    detail: str


def row(municipality: str, day: date, kind: Kind, detail: str = NOTHING) -> Row:
    """The key for something that happened on this day."""
    return Row(day.replace(day=1) if kind in BY_MONTH else day, municipality, kind, detail)


def bucket(waited: timedelta) -> str:
    """The bucket of a waiting time, as a detail."""
    minutes = waited.total_seconds() / 60
    return next((begins for begins, ends in WAITS.items() if minutes < ends), LONGEST_WAIT)


def add(session: Session, numbers: Mapping[Row, int]) -> None:
    """Adds to the figures, in the order of their keys, which does not reveal when each was counted."""
    insert = INSERTS[session.get_bind().dialect.name](Count)
    more = insert.on_conflict_do_update(
        index_elements=["day", "municipality", "kind", "detail"],
        set_={"number": Count.number + insert.excluded.number},
    )
    for each in sorted(numbers):
        session.execute(more.values(**vars(each), number=numbers[each]))


def read(session: Session, municipality: str, first: date, last: date) -> Counter[tuple[int, Kind, str]]:
    """The sums from the first day to the last, both included, by month, kind and detail."""
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
    """Deletes years that are more than five years back. Safe to repeat."""
    session.execute(delete(Count).where(Count.day < date(today.year - KEPT_YEARS, 1, 1)))
