"""Whether a person has looked at every answer within a year, and each has a source we know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timezone

from bot.check.results import Result, advice, fine, some, wrong
from bot.municipality import load_profiles
from bot.municipality.answers import Answers, given_answers, metadata_of
from bot.municipality.sources import Document, document_of, documents
from bot.settings import Settings

YEAR = 365
SOON = 30
REVIEW = (
    "läs dem mot källorna i data/responses, eller i bot/municipality/answers om svaret är kommunens eget, "
    "rätta, och sätt reviewed till dagens datum."
)
NAME_SOURCE = "ange källan i svaret, och i kommunens profil eller bot/municipality/shared/sources.yml."


@dataclass(frozen=True)
class Reviewed:
    """An answer, the day somebody last looked at it, and whether it has sources and we know them."""

    name: str
    on: date | None
    has_known_sources: bool


def gather(answers: Answers, known: dict[str, Document]) -> list[Reviewed]:
    """Looks at every variation of every answer that visitors of a municipality get."""
    found = []
    for name, metadata in metadata_of(answers):
        sources = metadata.get("sources") or []
        on = metadata.get("reviewed")
        found.append(
            Reviewed(
                name,
                date.fromisoformat(str(on)) if on else None,
                bool(sources) and all(document_of(source, known) for source in sources),
            )
        )
    return found


def _names(answers: list[Reviewed]) -> list[str]:
    return list(dict.fromkeys(answer.name for answer in answers))


def overdue(answers: list[Reviewed], today: date) -> list[str]:
    """The answers that nobody has looked at for over a year."""
    return _names([each for each in answers if not each.on or (today - each.on).days > YEAR])


def due(answers: list[Reviewed], today: date) -> list[str]:
    """The answers whose year ends within the next month."""
    return _names([each for each in answers if each.on and YEAR - SOON < (today - each.on).days <= YEAR])


def unsourced(answers: list[Reviewed]) -> list[str]:
    """The answers without a source that we know."""
    return _names([each for each in answers if not each.has_known_sources])


def results(answers: list[Reviewed], today: date) -> Iterator[Result]:
    """A line for the reviews, one more for those that come soon, and one for the sources."""
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
    """Gathers for each municipality, and tells; today is the municipality's own day, not the machine's."""
    now = datetime.now(timezone.utc)
    for key, profile in load_profiles(settings.municipalities).items():
        yield from results(gather(given_answers(key), documents()), profile.local_time(now).date())
