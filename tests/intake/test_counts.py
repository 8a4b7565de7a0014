"""Counts are sums and nothing more, whoever adds to them at the same time."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.database import Transaction
from bot.intake import counts, retention
from bot.intake.counts import Row, row
from bot.intake.models import Kind
from bot.municipality import RetentionDays
from tests.intake.conftest import together

DAY = date(2026, 3, 17)


def add(transaction: Transaction, *rows: Row) -> None:
    with transaction() as session:
        counts.add(session, Counter(rows))


def stored(engine: Engine) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(each) for each in connection.execute(text("SELECT * FROM counts"))]


def test_what_is_counted_again_is_added_to_the_same_row(transaction: Transaction, engine: Engine) -> None:
    phone = row("eskilstuna", DAY, Kind.TOPIC, "faq/phone")
    add(transaction, phone, phone)
    add(transaction, phone, row("botkyrka", DAY, Kind.TOPIC, "faq/phone"))
    assert sorted(each[-1] for each in stored(engine)) == [1, 3]


def test_workers_that_write_at_once_lose_nothing(transaction: Transaction) -> None:
    rows = [row("eskilstuna", DAY, Kind.TOPIC, f"faq/{number}") for number in range(20)]
    some = [partial(add, transaction, *rows[:: 1 if each % 2 else -1]) for each in range(6)]
    assert together(*some) == [None] * 6
    with transaction() as session:
        assert set(counts.read(session, "eskilstuna", DAY, DAY).values()) == {6}


@pytest.mark.parametrize("kind", [Kind.HOUR, Kind.WAITED])
def test_hours_and_waits_are_kept_for_the_month_so_that_they_stand_beside_no_topic(kind: Kind) -> None:
    assert row("eskilstuna", DAY, kind, "03").day == date(2026, 3, 1)
    assert row("eskilstuna", DAY, Kind.TOPIC, "faq/phone").day == DAY


def test_on_sqlite_rows_stand_by_their_key_and_not_by_when_they_were_added(
    transaction: Transaction, engine: Engine
) -> None:
    if engine.dialect.name != "sqlite":
        return  # said in the module: PostgreSQL's files are not covered
    for topic in ("faq/phone", "faq/drugs", "faq/anonymity"):
        add(transaction, row("eskilstuna", DAY, Kind.TOPIC, topic))
    assert [each[3] for each in stored(engine)] == ["faq/anonymity", "faq/drugs", "faq/phone"]
    with engine.connect() as connection, pytest.raises(Exception, match="rowid"):
        connection.execute(text("SELECT rowid FROM counts"))


def test_one_municipality_reads_its_own(transaction: Transaction) -> None:
    add(transaction, row("eskilstuna", DAY, Kind.DANGER), row("botkyrka", DAY, Kind.RETURNED))
    with transaction() as session:
        assert counts.read(session, "botkyrka", DAY, DAY) == {(3, Kind.RETURNED, ""): 1}


def test_a_year_goes_as_a_whole_after_five_more(transaction: Transaction) -> None:
    add(transaction, *(row("eskilstuna", day, Kind.DANGER) for day in (date(2026, 1, 1), date(2026, 12, 31))))
    days = {"eskilstuna": RetentionDays(closed=1, unanswered=1, contact=1)}
    for now, left in ((datetime(2031, 12, 31, 12), 2), (datetime(2032, 1, 1, 12), 0)):
        with transaction() as session:
            retention.purge(session, days, now.astimezone())
            found = counts.read(session, "eskilstuna", date(2026, 1, 1), date(2026, 12, 31))
        assert sum(found.values()) == left


@pytest.mark.parametrize(
    ("minutes", "bucket"),
    [
        (0, "0"),
        (0.99, "0"),
        (1, "1"),
        (4.9, "1"),
        (5, "5"),
        (15, "15"),
        (59.9, "15"),
        (60, "60"),
        (3000, "60"),
    ],
)
def test_a_wait_is_kept_as_one_of_five(minutes: float, bucket: str) -> None:
    assert counts.bucket(timedelta(minutes=minutes)) == bucket
