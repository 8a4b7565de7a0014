"""Finds answers whose yearly review is overdue or due soon, and answers that cite no known source."""

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
    """A variation of an answer: its last review, and whether it cites sources that are all known."""

    name: str
    on: date | None
    has_known_sources: bool


def gather(answers: Answers, known: dict[str, Document]) -> list[Reviewed]:
    """Every variation of every answer."""
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
    """The answers that have not been reviewed for over a year."""
    return _names([each for each in answers if not each.on or (today - each.on).days > YEAR])


def due(answers: list[Reviewed], today: date) -> list[str]:
    """The answers whose review is due within the next SOON days."""
    return _names([each for each in answers if each.on and YEAR - SOON < (today - each.on).days <= YEAR])


def unsourced(answers: list[Reviewed]) -> list[str]:
    """The answers without a source, or with an unknown one."""
    return _names([each for each in answers if not each.has_known_sources])


def findings(answers: Answers, known: dict[str, Document], today: date) -> Iterator[Finding]:
    """The same findings as in `make check`, but with the names of all answers."""
    reviewed = gather(answers, known)
    if names := overdue(reviewed, today):
        text = f"Svar som ingen har granskat på över ett år: {len(names)}."
        yield Finding(Urgency.NOW, text, REVIEW, tuple(names))
    if names := unsourced(reviewed):
        yield Finding(Urgency.NOW, f"Svar utan känd källa: {len(names)}.", NAME_SOURCE, tuple(names))
    if names := due(reviewed, today):
        text = f"Svar som ska granskas inom {SOON} dagar: {len(names)}."
        yield Finding(Urgency.SOON, text, REVIEW, tuple(names))
