"""Finds answers without an English text, and English texts that are older than the Swedish ones."""

from collections.abc import Iterator

from bot.municipality.answers import FOREIGN, Answers
from bot.municipality.english import Translations
from bot.review.findings import Finding, Urgency

VALID_FROM = "valid_from"
"""The key in an answer's metadata of the day since which its text applies."""

TRANSLATE = "översätt dem i bot/municipality/english. Utan översättning får den som skriver engelska svenska."
TRANSLATE_AGAIN = "jämför med det svenska svaret, rätta, och skriv dagens datum i raden translated."


def findings(answers: Answers, translations: Translations) -> Iterator[Finding]:
    """A finding for the answers without a translation, and one for those whose translation is old."""
    names = [name for name in answers if not name.startswith(FOREIGN)]
    if missing := tuple(name.removeprefix("utter_") for name in names if name not in translations):
        yield Finding(Urgency.SOON, f"Svar utan engelsk text: {len(missing)}.", TRANSLATE, missing)
    old = tuple(name.removeprefix("utter_") for name in names if _is_old(name, answers, translations))
    if old:
        text = f"Svar vars engelska text är äldre än den svenska: {len(old)}."
        yield Finding(Urgency.SOON, text, TRANSLATE_AGAIN, old)


def _is_old(name: str, answers: Answers, translations: Translations) -> bool:
    translation = translations.get(name)
    since = [str((each.get("metadata") or {}).get(VALID_FROM) or "") for each in answers[name]]
    return translation is not None and max(since) > translation.translated.isoformat()
