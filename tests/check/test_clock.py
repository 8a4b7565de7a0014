"""Clocks that make one-time codes fail, or may come to, are told; an inexact reading is held against none."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from bot.check import clock, time_server
from bot.check.clock import Clocks, difference, gather, knows_zone, of_page, results
from bot.check.results import Verdict
from bot.settings import Settings
from lab.postgres import Postgres
from tests.check.pages import page

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)
ALONE = Clocks({}, is_synchronised=None, knows_zone=True)
"""A machine of whose clock nothing is known, and which has no other clock."""


@pytest.fixture(autouse=True)
def _says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine's systemd knows."""
    monkeypatch.setattr(time_server, "is_synchronised", lambda: None)


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
    first, zone = results(replace(ALONE, differences={"Databasens klocka": timedelta(seconds=seconds)}))
    assert (first.verdict, zone.verdict) == (verdict, Verdict.FINE)


def test_a_clock_that_cannot_be_read_is_advice() -> None:
    first, _ = results(replace(ALONE, differences={"Databasens klocka": None}))
    assert first.verdict is Verdict.ADVICE


def test_a_machine_without_time_zones_is_told() -> None:
    assert [each.verdict for each in results(replace(ALONE, knows_zone=False))] == [Verdict.WRONG]


@pytest.mark.parametrize(
    ("known", "verdicts"),
    [
        (True, [Verdict.FINE, Verdict.FINE]),
        (False, [Verdict.ADVICE, Verdict.FINE]),
        (None, [Verdict.FINE]),
    ],
)
def test_a_clock_that_no_time_server_keeps_is_advice_and_one_of_which_nothing_is_known_is_no_line(
    known: bool | None, verdicts: list[Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_server, "is_synchronised", lambda: known)
    assert [each.verdict for each in results(gather(Settings()))] == verdicts


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
    assert found == replace(ALONE, differences={"Databasens klocka": timedelta()})
    silent = gather(Settings(database_url="postgresql://127.0.0.1:1/nowhere"))
    assert silent.differences == {"Databasens klocka": None}
    assert gather(Settings()).differences == {}


def test_an_unknown_zone_is_not_taken_for_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knows_zone()
    monkeypatch.setattr(clock, "ZONE", "Europe/Eskilstuna")
    assert not knows_zone()
