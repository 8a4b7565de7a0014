"""Answers as visitors read them, with a municipality's own words in their places."""

import re
from datetime import datetime, timezone
from typing import Any

from bot.municipality import load_profile
from bot.programme.self_check_words import EVIDENCE_PERSON_HELP, UNDER_18_HELP
from tests.support.knowledge import SHARED

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


def _phrases(place: str, reception: str, now: str) -> dict[str, str]:
    """What a municipality of this name fills in. Its number is not known: that takes the most words."""
    phone = f"Leta efter numret till {reception} på {place} kommuns webbplats."
    return {
        "municipality": f"{place} kommun",
        "municipality_genitive": f"{place} kommuns",
        "place": place,
        "place_genitive": f"{place}s",
        "programme": f"avhopparverksamheten i {place}",
        "reception": reception,
        "reception_phone": phone,
        "reception_now": now,
        "reception_contact": f"{reception}, {place} kommun",
        "out_of_order": (
            f"Just nu fungerar inte allt hos mig. Är det akut, ring 112. Du kan också ringa {reception}. "
            f"{phone}"
            "\n\nInget är ditt fel. Vänta en stund och skriv samma sak igen."
        ),
    }


CLOSED = "Just nu är det stängt. Det öppnar på måndag klockan 8."
PHRASES = {
    "eskilstuna": {
        **_phrases("Eskilstuna", "Vägvalet", CLOSED),
        **load_profile("eskilstuna").phrases(SATURDAY),
        # of the self-check, which only Eskilstuna has
        "self_check_points": "du bor i Eskilstuna, ni är fler än två",
        "self_check_extra": f" {UNDER_18_HELP} {EVIDENCE_PERSON_HELP}",
    },
    "botkyrka": _phrases("Botkyrka", "våldspreventivt center", "Jag vet inte när det är öppet."),
    SHARED: _phrases("Norra Exempelby", "socialtjänsten i Norra Exempelby", CLOSED),
}
"""Of each municipality; the third is one of which nothing is known but its long name."""


def filled(municipality: str, text: str) -> str:
    """The text as visitors of the municipality read it; fails where nothing is there to fill in."""
    return text.format(**PHRASES[municipality])


def read_by_visitors(municipality: str, variation: dict[str, Any]) -> str:
    """The whole answer: its text and its buttons."""
    titles = [button["title"] for button in variation.get("buttons", [])]
    return "\n".join([filled(municipality, variation["text"]), *titles])


def names_of(text: str) -> set[str]:
    """What stands in braces in a text."""
    return set(re.findall(r"\{(\w*)\}", text))
