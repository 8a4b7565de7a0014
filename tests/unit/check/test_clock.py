"""Clocks that would make one-time codes fail are told; an inexact reading is held against no clock."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from bot.check import clock
from bot.check.clock import Clocks, difference, gather, knows_zone, of_page, results
from bot.check.results import Verdict
from bot.settings import Settings
from tests.support.postgres import Postgres
from tests.unit.check.pages import page

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        (0, Verdict.FINE),
        (1.9, Verdict.FINE),
        (2, Verdict.ADVICE),
        (29.9, Verdict.ADVICE),
        (30, Verdict.WRONG),
        (7200, Verdict.WRONG),
    ],
)
def test_from_two_seconds_it_is_told_and_from_thirty_it_has_to_be_mended(
    seconds: float, verdict: Verdict
) -> None:
    first, zone = results(Clocks({"Databasens klocka": timedelta(seconds=seconds)}, knows_zone=True))
    assert (first.verdict, zone.verdict) == (verdict, Verdict.FINE)


def test_a_clock_that_cannot_be_read_is_advice() -> None:
    first, _ = results(Clocks({"Databasens klocka": None}, knows_zone=True))
    assert first.verdict is Verdict.ADVICE


def test_a_machine_without_time_zones_is_told() -> None:
    assert [each.verdict for each in results(Clocks({}, knows_zone=False))] == [Verdict.WRONG]


@pytest.mark.parametrize("ahead", [40, -40])
def test_a_difference_is_found_in_either_direction(ahead: int) -> None:
    other = NOON + timedelta(seconds=ahead)
    assert difference(other, NOON, NOON, timedelta()) == timedelta(seconds=40)


def test_the_time_that_an_answer_takes_and_what_a_header_leaves_out_are_no_difference() -> None:
    assert difference(NOON, NOON - 5 * SECOND, NOON + 5 * SECOND, timedelta()) == timedelta()
    assert difference(NOON, NOON + 0.9 * SECOND, NOON + 0.95 * SECOND, SECOND) == timedelta()
    assert difference(NOON, NOON + 3 * SECOND, NOON + 4 * SECOND, SECOND) == 2 * SECOND


def test_a_page_tells_its_clock_in_its_date() -> None:
    late = datetime.now(timezone.utc) - timedelta(seconds=100)
    with page(404, {"Date": format_datetime(late, usegmt=True)}) as address:
        apart = of_page(address)
    assert apart is not None
    assert timedelta(seconds=97) < apart < timedelta(seconds=115)


@pytest.mark.parametrize("headers", [{}, {"Date": "i går"}])
def test_a_page_that_does_not_tell_the_time_has_no_clock(headers: dict[str, str]) -> None:
    with page(200, headers) as address:
        assert of_page(address) is None
    assert of_page("http://127.0.0.1:1") is None


def test_the_databases_clock_is_read_where_it_has_one_of_its_own(postgres: Postgres) -> None:
    name = postgres.create()
    found = gather(Settings(database_url=postgres.url(name)))
    postgres.drop(name)
    assert found == Clocks({"Databasens klocka": timedelta()}, knows_zone=True)
    silent = gather(Settings(database_url="postgresql://127.0.0.1:1/nowhere"))
    assert silent.differences == {"Databasens klocka": None}
    assert gather(Settings()).differences == {}


def test_an_unknown_zone_is_not_taken_for_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knows_zone()
    monkeypatch.setattr(clock, "ZONE", "Europe/Eskilstuna")
    assert not knows_zone()
