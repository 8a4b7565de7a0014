"""Redacts what reveals who or where somebody is, and leaves the rest of the text unchanged.

Threat: what a visitor wrote is read later by somebody who need not know it. Method: patterns (patterns.py),
and names of persons and exact places (names.py). Roles, municipalities, provinces and countries are kept. Not
covered: a person who can be identified by their actions alone, and names that the recognisers miss
(docs/swedish-pipeline.md says how many).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.privacy.characters import normalized
from bot.privacy.found import Found, Kind
from bot.privacy.names import find_names
from bot.privacy.patterns import find_patterns
from bot.privacy.swedish_pipeline import word_list

WORD = re.compile(r"[^\W\d]+")

MARKER = re.compile("|".join(re.escape(f"[{kind.value}]") for kind in Kind))
"""What replaces a find in a redacted text."""


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Overlapping finds merged into one, of the most certain kind."""
    merged: list[Found] = []
    for part in sorted(found):
        last = merged[-1] if merged else None
        if last is None or part.start >= last.end:
            merged.append(part)
        else:
            kind = min(last.kind, part.kind, key=[*Kind].index)
            merged[-1] = Found(last.start, max(last.end, part.end), kind)
    return merged


@dataclass(frozen=True)
class Parts:
    """What reveals who or where somebody is, by how it was found; without what is already redacted."""

    patterns: list[Found]
    names: list[Found]
    guesses: list[Found]

    @classmethod
    def of(cls, text: str) -> "Parts":
        """All finds in a text; they may overlap."""
        names, guesses = find_names(text)
        markers = [Found(*marker.span(), Kind.PERSON) for marker in MARKER.finditer(text)]
        return cls(*(_apart_from(markers, found) for found in (find_patterns(text), names, guesses)))

    def without_places(self) -> "Parts":
        """The finds without names of places: what reveals who somebody is, or their address."""
        found = (self.patterns, self.names, self.guesses)
        return Parts(*([part for part in each if part.kind is not Kind.PLACE] for each in found))


def _apart_from(others: list[Found], found: list[Found]) -> list[Found]:
    return [part for part in found if not any(_overlap(part, other) for other in others)]


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def find(text: str) -> list[Found]:
    """What reveals who or where somebody is, in order and without overlaps."""
    parts = Parts.of(text)
    return without_overlaps([*parts.patterns, *parts.names, *parts.guesses])


def is_sure(text: str) -> bool:
    """Whether everything that the recognisers found is confirmed by a pattern, list or introduction."""
    parts = Parts.of(text)
    return not _apart_from([*parts.patterns, *parts.names], parts.guesses)


def tells_who(text: str) -> bool:
    """Whether the text reveals who somebody is, or their address; the name of a place alone does not count.

    In a text with few Swedish words the recognisers take any word for a name, and ordinary words of other
    languages may be in our lists of names. Therefore a name counts only among Swedish words.
    """
    parts = Parts.of(text).without_places()
    if parts.patterns:
        return True
    others = _words_apart_from([*parts.names, *parts.guesses], text)
    swedish = sum(word in word_list("ordinary") for word in others)
    if parts.names:
        return 2 * swedish >= len(others)
    return bool(parts.guesses) and swedish > 1 and 2 * swedish > len(others)


def _words_apart_from(found: list[Found], text: str) -> list[str]:
    words = WORD.finditer(text)
    return [word[0].lower() for word in words if not any(p.start <= word.start() < p.end for p in found)]


def redacted(text: str) -> str:
    """The text in one Unicode form, with every find replaced by `[person]`, `[telefonnummer]` and so on."""
    text = normalized(text)
    for part in reversed(find(text)):
        text = f"{text[: part.start]}[{part.kind.value}]{text[part.end :]}"
    return text
