"""Whether the municipality's profile is complete: nobody should come to a phone that nobody has named."""

from collections.abc import Iterator
from datetime import datetime, timezone

from bot.check.results import Result, advice, fine, wrong
from bot.municipality import Profile, ProfileError, load_profile
from bot.programme.opening_hours import next_opening
from bot.settings import Settings


def _is_ever_open(profile: Profile, now: datetime) -> bool:
    hours = profile.reception.hours
    if hours.opens >= hours.closes:
        return False
    try:
        next_opening(profile.local_time(now), hours)
    except ValueError:
        return False
    return True


def results(profile: Profile | None, now: datetime) -> Iterator[Result]:
    """A line for the phone, one for the pages, one for the hours; None: it cannot be read."""
    if profile is None:
        yield wrong(
            "Kommunens profil kan inte läsas.", "prova VAGVISAREN_MUNICIPALITY, och filen i bot/municipality."
        )
        return
    if profile.reception.phone:
        yield fine("Mottagningens telefonnummer är satt.")
    else:
        yield wrong("Mottagningens telefonnummer är inte satt.", "fyll i phone i kommunens profil.")
    if profile.origins:
        yield fine(f"Webbplatser som får visa chatten, utöver vår egen sida: {len(profile.origins)}.")
    else:
        yield advice(
            "Bara vår egen sida får visa chatten.", "fyll i origins i profilen, om den ska finnas på fler."
        )
    if _is_ever_open(profile, now):
        yield fine("Mottagningens öppettider är satta.")
    else:
        yield wrong(
            "Med de öppettiderna är mottagningen aldrig öppen.",
            "rätta opens, closes och closed_days i profilen.",
        )


def check(settings: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    try:
        profile = load_profile(settings.municipality)
    except ProfileError:
        profile = None
    yield from results(profile, datetime.now(timezone.utc))
