"""When somebody answers at the reception, by the Swedish calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.programme.opening_hours import OpeningHours, clock, day_phrase, is_open, next_opening

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOURS = OpeningHours(time(8), time(16))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        ("2026-11-23 08:00", True),  # Monday
        ("2026-11-23 07:59", False),
        ("2026-11-23 15:59", True),
        ("2026-11-23 16:00", False),
        ("2026-11-21 10:00", False),  # Saturday
        ("2026-11-22 10:00", False),  # Sunday
        ("2026-12-24 10:00", False),  # julafton, a Thursday
        ("2026-12-25 10:00", False),
        ("2026-06-19 10:00", False),  # midsommarafton
        ("2026-01-05 10:00", True),  # trettondagsafton is a working day
        ("2026-01-06 10:00", False),  # trettondagen
        ("2026-05-14 10:00", False),  # Kristi himmelsfärdsdag
        ("2026-05-15 10:00", True),  # the day after
    ],
)
def test_open_on_weekdays_but_not_on_swedish_holidays(moment: str, open_now: bool) -> None:
    assert is_open(at(moment), HOURS) is open_now


@pytest.mark.parametrize(
    ("eve", "days"),
    [
        ("midsommarafton", ["2024-06-21", "2025-06-20", "2026-06-19"]),
        ("julafton", ["2024-12-24", "2025-12-24", "2026-12-24"]),
        ("nyårsafton", ["2024-12-31", "2025-12-31", "2026-12-31"]),
    ],
)
def test_nobody_is_there_on_an_eve_though_it_is_no_public_holiday(eve: str, days: list[str]) -> None:
    assert [day for day in days if is_open(at(f"{day} 10:00"), HOURS)] == []


@pytest.mark.parametrize("day", ["2026-04-02", "2026-04-30", "2026-10-30", "2026-01-05"])
def test_on_other_eves_somebody_is_there(day: str) -> None:
    """Skärtorsdag, valborg, and the days before Alla helgons dag and trettondagen: working days."""
    assert is_open(at(f"{day} 10:00"), HOURS)


def test_a_day_the_municipality_closes_is_closed() -> None:
    hours = OpeningHours(time(8), time(16), frozenset({date(2026, 11, 23)}))
    assert not is_open(at("2026-11-23 10:00"), hours)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 05:00", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-24 08:00"),  # open now: the next time is tomorrow
        ("2026-11-23 09:00", "2026-11-24 08:00"),
        ("2026-11-20 17:00", "2026-11-23 08:00"),
        ("2026-12-23 17:00", "2026-12-28 08:00"),  # Christmas Eve to Sunday
    ],
)
def test_next_opening_passes_over_weekends_and_holidays(moment: str, opening: str) -> None:
    assert next_opening(at(moment), HOURS) == at(opening)


def test_opening_is_at_eight_by_the_clock_on_the_wall_when_summer_time_begins() -> None:
    opening = next_opening(at("2026-03-27 17:00"), HOURS)
    assert opening == at("2026-03-30 08:00")
    assert opening.utcoffset() != at("2026-03-27 17:00").utcoffset()


def test_times_and_days_are_said_as_people_say_them() -> None:
    assert (clock(time(8)), clock(time(8, 30))) == ("8", "8.30")
    today = date(2026, 11, 21)
    assert day_phrase(today, today) == "i dag"
    assert day_phrase(date(2026, 11, 22), today) == "i morgon"
    assert day_phrase(date(2026, 11, 23), today) == "på måndag"
    assert day_phrase(date(2026, 11, 27), today) == "på fredag"
    assert day_phrase(date(2026, 11, 28), today) == "lördag den 28/11", "a week off: not today's weekday"
    assert day_phrase(date(2026, 12, 1), today) == "tisdag den 1/12"


@pytest.mark.parametrize(("closed", "opens_again"), [(365, True), (366, False)])
def test_a_reception_that_is_closed_for_a_year_is_an_error(closed: int, opens_again: bool) -> None:
    first = date(2026, 7, 6)  # a Monday; those a year later are working days too
    hours = OpeningHours(time(8), time(16), frozenset(first + timedelta(days=i) for i in range(closed)))
    if opens_again:
        assert next_opening(at("2026-07-06 07:00"), hours) == at("2027-07-06 08:00")
        return
    with pytest.raises(ValueError, match=r"^the reception does not open within a year$"):
        next_opening(at("2026-07-06 07:00"), hours)
