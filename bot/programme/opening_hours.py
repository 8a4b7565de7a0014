"""When the reception's phone is staffed.

Source: Överenskommelsen 2023, avsnitt 2.1: 8.00–16.00 on weekdays, answering machine at other times.
The time is an argument; the hours and the time zone are in the municipality's profile.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from holidays.countries.sweden import Sweden

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True)
class OpeningHours:
    """Staffed from `opens` to `closes`, Monday to Friday, except on public holidays and `closed_days`."""

    opens: time
    closes: time
    closed_days: frozenset[date] = frozenset()


EVES = frozenset({"Midsommarafton", "Julafton", "Nyårsafton"})
"""Not public holidays by law, but days on which Swedish offices are closed."""


@lru_cache(maxsize=16)
def swedish_holidays(year: int) -> frozenset[date]:
    """The year's public holidays, Sundays left out, and the three eves."""
    public = Sweden(years=year, include_sundays=False)
    bank = Sweden(years=year, include_sundays=False, categories=("bank",), language="sv")
    return frozenset(public) | {day for day, name in bank.items() if name in EVES}


def is_staffed_day(day: date, hours: OpeningHours) -> bool:
    """Whether the reception is staffed at all that day."""
    return day.weekday() < 5 and day not in swedish_holidays(day.year) and day not in hours.closed_days


def is_open(now: datetime, hours: OpeningHours) -> bool:
    """Whether the reception is staffed at the local time `now`."""
    return is_staffed_day(now.date(), hours) and hours.opens <= now.time() < hours.closes


def next_opening(now: datetime, hours: OpeningHours) -> datetime:
    """The next local time at which the reception opens, later than `now`.

    Raises:
        ValueError: it does not open within a year.
    """
    for days in range(366):
        opening = datetime.combine(now.date() + timedelta(days=days), hours.opens, tzinfo=now.tzinfo)
        if opening > now and is_staffed_day(opening.date(), hours):
            return opening
    raise ValueError("the reception does not open within a year")


def clock(moment: time) -> str:
    """A time as in Swedish running text: "8", "16", "8.30"."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def day_phrase(day: date, today: date) -> str:
    """A day relative to `today`: "i dag", "i morgon" or "på tisdag"; with the date from a week on."""
    distance = (day - today).days
    if distance < 2:
        return ("i dag", "i morgon")[distance]
    name = WEEKDAYS[day.weekday()]
    return f"på {name}" if distance < 7 else f"{name} den {day.day}/{day.month}"
