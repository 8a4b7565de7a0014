"""Hides what tells who or where somebody is, and leaves the rest of the text as it was.

Threat: what a visitor wrote is read later by somebody who need not know it. Method: patterns for what has a
form (patterns.py), and names of persons and exact places (names.py). Roles, municipalities, provinces and
countries stay. Not covered: a person told by their deeds alone, and the names that the recogniser misses
(docs/swedish-pipeline.md says how many).
"""

import re
from collections.abc import Iterable

from bot.privacy.names import find_names
from bot.privacy.patterns import Found, Kind, find_patterns
from bot.privacy.swedish_pipeline import word_list

WORD = re.compile(r"[^\W\d]+")

MARKER = re.compile("|".join(re.escape(f"[{kind.value}]") for kind in Kind))
"""What a redacted text has in place of what was found."""


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Parts that touch the same letters become one, of the most certain kind."""
    merged: list[Found] = []
    for part in sorted(found):
        last = merged[-1] if merged else None
        if last is None or part.start >= last.end:
            merged.append(part)
        else:
            kind = min(last.kind, part.kind, key=[*Kind].index)
            merged[-1] = Found(last.start, max(last.end, part.end), kind)
    return merged


def _parts(text: str) -> tuple[list[Found], list[Found]]:
    """What is certain, and what is guessed; what is redacted already is left out."""
    names, guessed = find_names(text)
    markers = [Found(*marker.span(), Kind.PERSON) for marker in MARKER.finditer(text)]
    return _apart_from(markers, [*find_patterns(text), *names]), _apart_from(markers, guessed)


def _apart_from(others: list[Found], found: list[Found]) -> list[Found]:
    return [part for part in found if not any(_overlap(part, other) for other in others)]


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def find(text: str) -> list[Found]:
    """What in the text tells who or where somebody is, in order."""
    certain, guessed = _parts(text)
    return without_overlaps([*certain, *guessed])


def is_sure(text: str) -> bool:
    """Whether the recognisers found nothing that is not certain anyway."""
    certain, guessed = _parts(text)
    return not _apart_from(certain, guessed)


def tells_who(text: str) -> bool:
    """Whether the text tells who somebody is, or their address; the name of a place alone does not.

    In a text that is hardly Swedish a recogniser takes any word for a name, and words may be names elsewhere.
    """
    if any(part.kind is not Kind.PLACE for part in find_patterns(text)):
        return True
    certain, guessed = ([part for part in parts if part.kind is not Kind.PLACE] for parts in _parts(text))
    names = without_overlaps([*certain, *guessed])
    around = [
        word[0].lower()
        for word in WORD.finditer(text)
        if not any(part.start <= word.start() < part.end for part in names)
    ]
    swedish = sum(word in word_list("ordinary") for word in around)
    return (bool(certain) and 2 * swedish >= len(around)) or (
        bool(guessed) and swedish > 1 and 2 * swedish > len(around)
    )


def redacted(text: str) -> str:
    """The text with `[person]`, `[telefonnummer]` and so on in place of what was found."""
    for part in reversed(find(text)):
        text = f"{text[: part.start]}[{part.kind.value}]{text[part.end :]}"
    return text
