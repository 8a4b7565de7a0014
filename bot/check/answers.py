"""Checks that every answer has been reviewed within a year and cites a known source."""

from collections.abc import Iterator
from datetime import date, datetime, timezone

from bot.check.results import Result, advice, fine, some, wrong
from bot.municipality import load_profiles
from bot.municipality.answers import answers_for
from bot.municipality.sources import documents
from bot.review.reviews import NAME_SOURCE, REVIEW, SOON, Reviewed, due, gather, overdue, unsourced
from bot.settings import Settings


def results(answers: list[Reviewed], today: date) -> Iterator[Result]:
    """A result for the reviews, one more if some are due soon, and one for the sources."""
    if late := overdue(answers, today):
        yield wrong(f"Svar som inte är granskade på över ett år: {len(late)} ({some(late)}).", REVIEW)
    else:
        yield fine("Alla svar är granskade det senaste året.")
    if soon := due(answers, today):
        yield advice(f"Svar som ska granskas inom {SOON} dagar: {len(soon)} ({some(soon)}).", REVIEW)
    if unknown := unsourced(answers):
        yield wrong(f"Svar utan känd källa: {len(unknown)} ({some(unknown)}).", NAME_SOURCE)
    else:
        yield fine("Alla svar har en känd källa.")


def check(settings: Settings) -> Iterator[Result]:
    """Checks each municipality's answers; today's date is the municipality's, not the machine's."""
    now = datetime.now(timezone.utc)
    for key, profile in load_profiles(settings.municipalities).items():
        yield from results(gather(answers_for(key), documents()), profile.local_time(now).date())
