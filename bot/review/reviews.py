"""Answers that nobody has looked at for a year, or soon not, or that name no source that we know."""

from collections.abc import Iterator
from datetime import date

from bot.check.answers import NAME_SOURCE, REVIEW, SOON, due, gather, overdue, unsourced
from bot.municipality.answers import Answers
from bot.municipality.sources import Document
from bot.review.findings import Finding, Urgency


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
