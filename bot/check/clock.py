"""Checks the clocks, because one-time codes are valid for 30 s, and the time zone that opening hours need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import text

from bot.check import time_server
from bot.check.asking import Answer, ask
from bot.check.databases import NoDatabaseError, is_postgres, opened
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings

NOTICEABLE = timedelta(seconds=2)
TOO_MUCH = timedelta(seconds=30)
SECOND = timedelta(seconds=1)
ZONE = "Europe/Stockholm"
SET_IT = "ställ klockan mot en tidsserver (NTP), på båda om de är två."
UNSYNCHRONISED = "Operativsystemet säger att den här datorns klocka inte följer någon tidsserver."


@dataclass(frozen=True)
class Clocks:
    """How far other clocks are from ours, and whether ours is synchronised; None: unknown."""

    differences: Mapping[str, timedelta | None]
    is_synchronised: bool | None
    knows_zone: bool


def difference(other: datetime, sent: datetime, received: datetime, exact_to: timedelta) -> timedelta:
    """The least difference between another clock and ours.

    Args:
        other: the other clock, read at some time between `sent` and `received`, and truncated to `exact_to`.
        sent: when it was asked, by our clock.
        received: when it had answered, by our clock.
        exact_to: its resolution.
    """
    return max(timedelta(), other - received, sent - (other + exact_to))


def of_database(url: str) -> timedelta | None:
    """The difference to the database server's clock; None if it does not answer."""
    try:
        with opened(url) as connection:
            sent = datetime.now(timezone.utc)
            other: datetime = connection.scalar(text("SELECT clock_timestamp()"))
            return difference(other, sent, datetime.now(timezone.utc), timedelta())
    except NoDatabaseError:
        return None


def of_page(address: str) -> timedelta | None:
    """The difference to the public server's clock, from its Date header, which has whole seconds."""
    answer = ask(f"{address.rstrip('/')}/health")
    if not isinstance(answer, Answer):
        return None
    try:
        other = parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return difference(other.astimezone(timezone.utc), answer.sent, answer.received, SECOND)


def knows_zone() -> bool:
    """Whether the time zone database has our zone."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        return False
    return True


def gather(settings: Settings) -> Clocks:
    """Asks systemd about this machine's clock, and reads clocks that may be another machine's."""
    differences: dict[str, timedelta | None] = {}
    if is_postgres(settings.database_url):
        differences["Databasens klocka"] = of_database(settings.database_url)
    if settings.public_url:
        differences["Den publika adressens klocka"] = of_page(settings.public_url)
    return Clocks(differences, time_server.is_synchronised(), knows_zone())


def _apart(name: str, apart: timedelta) -> str:
    return f"{name} och den här datorns skiljer {apart.total_seconds():.0f} sekunder."


def results(clocks: Clocks) -> Iterator[Result]:
    """A result for each other clock, one for ours if it is known, and one for the time zone."""
    for name, apart in clocks.differences.items():
        if apart is None:
            yield advice(f"{name} kunde inte läsas.", "rätta det som inte svarar, och kör igen.")
        elif apart >= TOO_MUCH:
            yield wrong(f"{_apart(name, apart)} Engångskoder fungerar inte då.", SET_IT)
        elif apart >= NOTICEABLE:
            yield advice(_apart(name, apart), SET_IT)
        else:
            yield fine(f"{name} går som den här datorns.")
    if clocks.is_synchronised:
        yield fine("Den här datorns klocka följer en tidsserver.")
    elif clocks.is_synchronised is False:
        yield advice(UNSYNCHRONISED, "slå på systemd-timesyncd eller chrony.")
    if clocks.knows_zone:
        yield fine(f"Tidszonen {ZONE} är känd.")
    else:
        yield wrong(f"Tidszonen {ZONE} är inte känd.", "installera paketet tzdata.")


def check(settings: Settings) -> Iterator[Result]:
    """Reads the clocks, and judges them."""
    yield from results(gather(settings))
