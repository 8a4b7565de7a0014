"""Answers that nobody has looked at for a year, or soon not, or that name no source that we know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.municipality.answers import Answers, metadata_of
from bot.municipality.sources import Document, document_of
from bot.review.findings import Finding, Urgency

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


def findings(answers: Answers, known: dict[str, Document], today: date) -> Iterator[Finding]:
    """What `make check` tells too, here with every answer's name."""
    reviewed = gather(answers, known)
    if names := overdue(reviewed, today):
        text = f"Svar som ingen har granskat på över ett år: {len(names)}."
        yield Finding(Urgency.NOW, text, REVIEW, tuple(names))
    if names := unsourced(reviewed):
        yield Finding(Urgency.NOW, f"Svar utan känd källa: {len(names)}.", NAME_SOURCE, tuple(names))
    if names := due(reviewed, today):
        text = f"Svar som ska granskas inom {SOON} dagar: {len(names)}."
        yield Finding(Urgency.SOON, text, REVIEW, tuple(names))
