"""Checks that the owner and the contact for security reports are filled in."""

from collections.abc import Iterator, Mapping

from bot.check.results import Result, fine, wrong
from bot.settings import ROOT, Settings

PLACEHOLDER = "FYLL-I"
"""Marks a name or an address that only the owner can know."""

FILES = ("publiccode.yml", "SECURITY.md")


def gather() -> dict[str, str]:
    """The text of each file that may have placeholders."""
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}


def results(texts: Mapping[str, str]) -> Iterator[Result]:
    """A result for each incomplete file, or one if all are complete."""
    missing = {name: text.count(PLACEHOLDER) for name, text in texts.items() if PLACEHOLDER in text}
    for name, number in missing.items():
        yield wrong(
            f"{name}: ägare och kontakt är inte ifyllda.", f"ersätt {PLACEHOLDER} på {number} ställen."
        )
    if not missing:
        yield fine("Ägare och kontakt är ifyllda.")


def check(_: Settings) -> Iterator[Result]:
    """Reads the files, and checks them."""
    yield from results(gather())
