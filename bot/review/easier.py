"""Finds answers to questions without a simpler text, or without a title for the buttons that offer them."""

from collections.abc import Iterator, Mapping

from bot.municipality.answers import SIMPLER, Answers, metadata_of
from bot.review.findings import Finding, Urgency

OF_QUESTIONS = "faq/"
WRITE_SIMPLER = (
    "skriv raden simpler i svaret, med högst tre korta meningar. Ett exempel står i docs/handbok.md."
)
WRITE_TITLE = (
    "skriv raden title i svaret i data/responses, med två till sex ord. Kommunens egna svar ärver den."
)


def findings(answers: Answers, titles: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for the answers without a simpler text, and one for those without a title."""
    asked = [each for each in metadata_of(answers) if each[0].startswith(OF_QUESTIONS)]
    if names := tuple(dict.fromkeys(name for name, metadata in asked if not metadata.get(SIMPLER))):
        text = f"Svar utan enklare text, för den som ber om det: {len(names)}."
        yield Finding(Urgency.SOON, text, WRITE_SIMPLER, names)
    if names := tuple(dict.fromkeys(name for name, _ in asked if f"utter_{name}" not in titles)):
        text = f"Svar utan titel, som roboten inte kan föreslå på en knapp: {len(names)}."
        yield Finding(Urgency.SOON, text, WRITE_TITLE, names)
