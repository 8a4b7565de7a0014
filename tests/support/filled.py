"""Answers as visitors read them, with a municipality's own words in their places."""

import re
from datetime import datetime, timezone
from typing import Any

from bot.municipality import load_profile
from bot.programme.answer import Answer
from bot.programme.self_check import EVIDENCE_PERSON, UNDER_18
from bot.programme.self_check_words import words
from lab.knowledge import SHARED, texts

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)

ESKILSTUNA, BOTKYRKA = load_profile("eskilstuna"), load_profile("botkyrka")
PLACE = "Norra Exempelby"
ANOTHER = ESKILSTUNA.model_copy(
    update={
        "name": f"{PLACE} kommun",
        "genitive": f"{PLACE} kommuns",
        "place": PLACE,
        "programme": f"avhopparverksamheten i {PLACE}",
        "reception": ESKILSTUNA.reception.model_copy(
            update={"name": f"socialtjänsten i {PLACE}", "when_closed": None}
        ),
    }
)
EXTRAS = words().extras({UNDER_18: Answer.YES, EVIDENCE_PERSON: Answer.YES}, ESKILSTUNA.under_18)

PHRASES = {
    "eskilstuna": {
        **ESKILSTUNA.phrases(SATURDAY),
        # of the self-check, which only Eskilstuna has
        "self_check_points": "du bor i Eskilstuna, ni är fler än två",
        "self_check_extra": "".join(f" {line}" for line in EXTRAS),
    },
    "botkyrka": BOTKYRKA.phrases(SATURDAY),
    SHARED: ANOTHER.phrases(SATURDAY),
}
"""Of each municipality; the third is one of which nothing is known but its long name."""


def filled(municipality: str, text: str) -> str:
    """The text as visitors of the municipality read it; fails where nothing is there to fill in."""
    return text.format(**PHRASES[municipality])


def all_filled(municipality: str, variation: dict[str, Any]) -> dict[str, str]:
    """All texts of an answer, also the simpler one and those about its aspects, as visitors read them."""
    return {which: filled(municipality, text) for which, text in texts(variation).items()}


def read_by_visitors(municipality: str, variation: dict[str, Any]) -> str:
    """The whole answer: its texts and its buttons."""
    titles = [button["title"] for button in variation.get("buttons", [])]
    return "\n".join([*all_filled(municipality, variation).values(), *titles])


def names_of(text: str) -> set[str]:
    """What stands in braces in a text."""
    return set(re.findall(r"\{(\w*)\}", text))
