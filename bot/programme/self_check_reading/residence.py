"""Does the one who writes live in the municipality? Living there now is not having lived or working there."""

from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from bot.programme.answer import Answer
from bot.programme.self_check_reading.lexicon import lexicon
from bot.programme.self_check_reading.numbers import number
from bot.programme.self_check_reading.places import Places, joined_names
from bot.programme.self_check_reading.reading import CONTRADICTORY, NO_CONTENT, Content
from bot.programme.self_check_reading.words import FILLERS, HEDGES, NEGATIONS, NO, YES, is_negated

_LIVES = lexicon("lives")
_LIVED = lexicon("lived")
_BEFORE = lexicon("before")
_ALWAYS = lexicon("always")
_ELSEWHERE = lexicon("elsewhere")
_WILL = lexicon("will")
_MOVES = lexicon("moves")
_NEARLY = lexicon("nearly")
_HERE = lexicon("here")
_NOWHERE = lexicon("nowhere")
_DWELLINGS = lexicon("dwellings")
_NEEDS_I = lexicon("needs_i")
"""Municipalities whose names are ordinary words."""
_SMALL = lexicon("around_places")


class _Says(Enum):
    """What a clause says of a place; `NOTHING` is about one and answers nothing."""

    HERE = auto()
    NOT_HERE = auto()
    ELSEWHERE = auto()
    MAYBE_HERE = auto()
    MAYBE_NOT = auto()
    NOTHING = auto()


def read_residence(clauses: list[list[str]], places: Places) -> Content | None:
    """What the clauses say of where the writer lives; what they say of others is left out already."""
    parts = [part for clause in clauses for part in _parts(joined_names(clause, places), places)]
    said = [each for part in parts for each in _in_clause(part, places)]
    if not said:
        is_about = any(_LIVES & set(part) or set(part) <= _DWELLINGS | {"i", "på"} for part in parts)
        return NO_CONTENT if is_about and not any(is_negated(part) for part in parts) else None
    if {_Says.HERE, _Says.ELSEWHERE} <= set(said):
        return CONTRADICTORY
    return next((content for each, content in _MEANING.items() if each in said), NO_CONTENT)


_MEANING = {
    _Says.HERE: Content(Answer.YES, is_fact=True),
    _Says.ELSEWHERE: Content(Answer.NO),
    _Says.NOT_HERE: Content(Answer.NO),
    _Says.MAYBE_NOT: Content(Answer.NO, is_hedged=True),
    _Says.MAYBE_HERE: Content(Answer.YES, is_hedged=True),
}
"""The first that was said counts."""


def _parts(clause: list[str], places: Places) -> Iterator[list[str]]:
    """The clause divided where another verb follows a place: "bodde i Flen förut nu bor jag i Nyfors"."""
    part: list[str] = []
    for word in clause:
        if word in (_LIVES | _LIVED | _ELSEWHERE) - {"från"} and any(
            places.is_own(each) or places.is_other(each) for each in part
        ):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _in_clause(clause: list[str], places: Places) -> Iterator[_Says]:
    found = set(clause)
    own = [place for place, word in enumerate(clause) if places.is_own(word)]
    other = [place for place, word in enumerate(clause) if _is_other(clause, place, places)]
    is_not = is_negated(clause)
    if clause == ["bor", "jag"]:
        yield _Says.HERE
    elif own and not NO.isdisjoint(clause[own[0] :]):
        yield from (_Says.HERE, _Says.ELSEWHERE)  # "Eskilstuna nej" could be either
    elif found & _MOVES:
        yield from _moving(clause, own, other, is_not=is_not)
    elif "längre" in found and is_not:
        yield _Says.MAYBE_HERE if "snart" in found else _Says.NOT_HERE
    elif found & _LIVES or found & _LIVED or not found & _ELSEWHERE:
        yield from _living(clause, own, other, is_not=is_not, is_bare=_is_bare(clause, places))
    elif (
        own
        and {"från", "är", "kommer"} <= found | {"är", "kommer"}
        and not found & {"jobbar", "går", "pluggar"}
    ):
        yield _Says.NOT_HERE if is_not else _Says.MAYBE_HERE
    elif found & {"är"} and own:
        yield _Says.MAYBE_NOT if is_not else _Says.MAYBE_HERE
    elif other and {"från", "är"} <= found and not is_not:
        yield _Says.MAYBE_NOT
    elif own or other:
        yield _Says.NOTHING


def _is_other(clause: list[str], place: int, places: Places) -> bool:
    word = clause[place]
    if word in _NEEDS_I and (not place or clause[place - 1] != "i"):
        return False
    return places.is_other(word)


def _moving(clause: list[str], own: list[int], other: list[int], *, is_not: bool) -> Iterator[_Says]:
    """Where from and where to; what has not happened yet changes nothing now."""
    found = set(clause)
    to_own = (bool(own) and clause[own[-1] - 1] in ("till", "in")) or "hit" in found
    from_own = any(place and clause[place - 1] in ("från", "ifrån") for place in own) or bool(
        found & {"härifrån", "därifrån"}
    )
    to_other = any(place and clause[place - 1] == "till" for place in other)
    is_future = bool(found & _WILL) or "flyttar" in found
    if is_future and not {"flyttat", "flyttade", "dragit"} & found:
        if from_own or (to_other and not to_own):
            yield _Says.HERE if from_own else _Says.NOTHING
        elif to_own or "dit" in found:
            yield _Says.MAYBE_NOT
    elif is_not:
        yield _Says.HERE if from_own else _Says.NOTHING
    elif to_own:
        yield _Says.HERE
    elif from_own or to_other:
        yield _Says.NOT_HERE
    elif own:
        yield _Says.MAYBE_HERE
    elif other:
        yield _Says.NOTHING


def _living(
    clause: list[str], own: list[int], other: list[int], *, is_not: bool, is_bare: bool
) -> Iterator[_Says]:
    found = set(clause)
    is_past = bool(
        found & _LIVED or found & _BEFORE or ("bott" in found and not found & _ALWAYS | _is_years(clause))
    )
    lives = bool(found & _LIVES or found & _LIVED)
    if found & _NEARLY and (own or other):
        yield _Says.NOTHING
    elif own and other and not is_not:
        yield _Says.HERE
        yield _Says.ELSEWHERE
    elif own or (lives and found & _HERE) or (lives and "kvar" in found):
        if is_not:
            yield _Says.NOT_HERE
        elif not lives and not is_bare:
            yield _Says.NOTHING
        else:
            yield _Says.NOT_HERE if is_past else _Says.HERE
    elif other:
        is_certain = lives or is_bare
        yield _Says.NOTHING if is_not or is_past else _Says.ELSEWHERE if is_certain else _Says.MAYBE_NOT
    elif lives and _is_somewhere(clause):
        yield _Says.NOTHING if is_not else _Says.MAYBE_NOT
    elif found & {"livet", "alltid"} and not is_not:
        yield _Says.HERE


def _is_bare(clause: list[str], places: Places) -> bool:
    """Whether a clause without a verb of living has nothing but a place, and small words around it."""
    known = YES | NO | NEGATIONS | FILLERS | HEDGES | _BEFORE | _ALWAYS | _SMALL
    return all(
        word in known or places.is_own(word) or places.is_other(word) or number(word) is not None
        for word in clause
    )


def _is_years(clause: list[str]) -> frozenset[str]:
    return frozenset({"bott"}) if "år" in clause else frozenset()


def _is_somewhere(clause: list[str]) -> bool:
    """Whether an unknown place stands after "bor i" or the like."""
    return any(
        word in ("i", "på", "vid") and following not in _DWELLINGS for word, following in pairwise(clause)
    )


def has_no_home(clauses: list[list[str]]) -> bool:
    """Whether somebody has no place that counts, or is locked up: then they do not know."""
    return any(_NOWHERE & set(clause) for clause in clauses)
