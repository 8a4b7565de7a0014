"""Words that are looked up: what is nobody's name, no street, and too many people's place to hide."""

from functools import cache
from pathlib import Path


def _words(name: str) -> list[str]:
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return text.lower().splitlines()


@cache
def no_names() -> frozenset[str]:
    """Words that are no name, whoever says so."""
    return frozenset(_words("no_names"))


@cache
def no_streets() -> frozenset[str]:
    """Words before a number that is no house's, whoever says so: products, roads, wards."""
    return frozenset(_words("no_streets"))


@cache
def kept_places() -> frozenset[str]:
    """Municipalities, counties, provinces and countries: they tell of too many people to tell of one."""
    names = _words("kept_places")
    return frozenset(names) | {f"{name}s" for name in names}


@cache
def deeds() -> frozenset[str]:
    """What somebody does: before it, a word that may be a name is one."""
    return frozenset(_words("deeds"))
