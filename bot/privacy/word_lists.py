"""Word lists: words that are not names or streets, places that are not redacted, and verbs of persons."""

from functools import cache
from pathlib import Path


def _words(name: str) -> list[str]:
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return text.lower().splitlines()


@cache
def no_names() -> frozenset[str]:
    """Words that are not names, whatever a recogniser or a pattern finds."""
    return frozenset(_words("no_names"))


@cache
def no_streets() -> frozenset[str]:
    """Words before a number that is not a house number: products, roads, wards."""
    return frozenset(_words("no_streets"))


@cache
def kept_places() -> frozenset[str]:
    """Municipalities, counties, provinces and countries, which have too many people to identify one."""
    names = _words("kept_places")
    return frozenset(names) | {f"{name}s" for name in names}


@cache
def deeds() -> frozenset[str]:
    """Verbs of what a person does: a possible name before one of them counts as a name."""
    return frozenset(_words("deeds"))
