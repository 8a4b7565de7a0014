"""Finds source documents that have changed since the answers were checked against them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.municipality.answers import Answers, metadata_of
from bot.municipality.sources import Document, document_of
from bot.review.findings import Finding, Urgency


def findings(answers: Answers, known: dict[str, Document], folder: Path | None) -> Iterator[Finding]:
    """A finding for each document whose file in `folder` has changed or cannot be read."""
    resting = _resting(answers, known)
    if folder is None:
        if resting:
            yield Finding(
                Urgency.SOME_TIME,
                "Källornas filer finns inte här, så det syns inte om någon har ändrats.",
                "kör make review SOURCES=<mappen med filerna>, eller sätt VAGVISAREN_SOURCES.",
            )
        return
    for name, answers_on_it in resting.items():
        source = known[name].source
        try:
            digest = hashlib.sha256((folder / str(source.file)).read_bytes()).hexdigest()
        except OSError:
            yield Finding(
                Urgency.SOON,
                f"{name}: filen {source.file} finns inte i mappen, eller går inte att läsa.",
                "lägg dit filen, eller ta reda på vart dokumentet har tagit vägen.",
                answers_on_it,
            )
            continue
        if digest != source.sha256:
            yield Finding(
                Urgency.NOW,
                f"{name}: filen {source.file} är inte längre den som svaren är granskade mot.",
                f"läs svaren mot den nya texten, rätta, och sätt sha256 till {digest} {_where(known[name])}.",
                answers_on_it,
            )


def _where(document: Document) -> str:
    return (
        f"i bot/municipality/{document.owner}.yml"
        if document.owner
        else "i bot/municipality/shared/sources.yml"
    )


def _resting(answers: Answers, known: dict[str, Document]) -> dict[str, tuple[str, ...]]:
    """The answers that cite each document that has a file."""
    found: dict[str, dict[str, None]] = {}
    for name, metadata in metadata_of(answers):
        for document in (document_of(source, known) for source in metadata.get("sources") or []):
            if document and document.source.file:
                found.setdefault(document.name, {})[name] = None
    return {document: tuple(names) for document, names in sorted(found.items())}
