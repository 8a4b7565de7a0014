"""What a profile still lacks before a municipality may go live."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.municipality.profile import Profile
from bot.programme.opening_hours import next_opening

SELF_CHECK = "Överenskommelsen 2023"
"""The document whose criteria and requirements the self-check implements."""


@dataclass(frozen=True)
class Gap:
    """What is missing, and what to do about it, in Swedish."""

    what: str
    to_do: str


def missing(profile: Profile, now: datetime) -> Iterator[Gap]:
    """What has to be filled in. `origins` may stay empty: then only our own page shows the chat."""
    reception = profile.reception
    if reception.phone is None:
        yield Gap("mottagningens telefonnummer är inte satt.", "fyll i reception.phone.")
    if reception.hours is None:
        yield Gap("mottagningens öppettider är inte satta.", "fyll i reception.opens och reception.closes.")
    elif not _is_ever_open(profile, now):
        yield Gap(
            "med de öppettiderna är mottagningen aldrig öppen.",
            "rätta reception.opens, reception.closes och reception.closed_days.",
        )
    if reception.when_closed is None:
        yield Gap(
            "vad som händer när det är stängt är inte sagt.", "fyll i reception.when_closed med en mening."
        )
    if profile.residents is None:
        yield Gap("vem som räknas som boende är inte sagt.", "fyll i residents.")
    if not profile.places:
        yield Gap(
            "kommundelar och orter i kommunen är inte sagda.",
            "fyll i places med alla orter och stadsdelar, och det folk kallar dem.",
        )
    if profile.under_18 is None:
        yield Gap("vad som gäller under 18 år är inte sagt.", "fyll i under_18 med en mening.")
    if profile.has_self_check and SELF_CHECK not in profile.sources:
        yield Gap(
            "självkontrollen frågar efter det som står i Eskilstunas överenskommelse.",
            "sätt has_self_check till false; en egen självkontroll måste byggas (bot/programme).",
        )
    if not profile.sources:
        yield Gap("kommunen har ingen egen källa.", "fyll i sources med dokumentet som svaren bygger på.")


def _is_ever_open(profile: Profile, now: datetime) -> bool:
    hours = profile.reception.hours
    if hours is None or hours.opens >= hours.closes:
        return False
    try:
        next_opening(profile.local_time(now), hours)
    except ValueError:
        return False
    return True
