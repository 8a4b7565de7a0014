"""Is the one who writes under 18?"""

from itertools import pairwise

from bot.programme.answer import Answer
from bot.programme.self_check_reading.lexicon import lexicon
from bot.programme.self_check_reading.numbers import number
from bot.programme.self_check_reading.reading import NO_CONTENT, Content
from bot.programme.self_check_reading.whose import PEOPLE
from bot.programme.self_check_reading.words import is_negated

OF_AGE = 18
_OLDEST = 110
_YOUNGEST = 6

_BELOW = lexicon("below")
_ABOVE = lexicon("above")
_NOT_YET = lexicon("not_yet")
_SINCE = lexicon("since")
_LATER = lexicon("later")
_MONTHS = lexicon("months")
_BESIDE = lexicon("beside")
"""Words after a number that let it be an age."""

_ADULT = lexicon("adult")
_MINOR = lexicon("minor")
_SCHOOL = lexicon("school")


def read_age(clauses: list[list[str]], year: int) -> Content | None:
    """What the clauses say of the writer's age. `year` is this year, for a year of birth."""
    for clause in clauses:
        content = _in_clause(clause, year)
        if content is not None:
            return content
    return None


def _content(is_minor: bool, *, is_hedged: bool = False) -> Content:
    return Content(Answer.YES if is_minor else Answer.NO, is_hedged, is_fact=True)


def _in_clause(clause: list[str], year: int) -> Content | None:
    is_not = is_negated(clause)
    for place, word in enumerate(clause):
        value = number(word)
        if value is None:
            continue
        if 1900 < value <= year and ({"född", "föddes"} & set(clause) or len(clause) == 1):
            return None if year - value == OF_AGE else _content(year - value < OF_AGE)
        if PEOPLE & set(clause[place + 1 :]):
            return NO_CONTENT
        if _is_age(clause, place, value):
            return _compared(clause, place, value, is_not=is_not)
    if any(word.endswith(("åring", "åringar")) for word in clause):
        return NO_CONTENT
    found = set(clause)
    if _MINOR & found or _SCHOOL & found or {"ett", "barn"} <= found:
        return _content(not is_not)
    return _content(is_not or bool(found & _NOT_YET)) if _ADULT & found else None


def _is_age(clause: list[str], place: int, value: int) -> bool:
    if not _YOUNGEST <= value <= _OLDEST:
        return False
    after = clause[place + 1] if place + 1 < len(clause) else ""
    return not after or after in _BESIDE | _LATER


_AROUND = _BELOW | _ABOVE | _NOT_YET | _SINCE | _LATER | _MONTHS | _BESIDE | _ADULT | _MINOR
_SMALL = lexicon("around_age") | lexicon("yes") | lexicon("no")


def is_only_age(clauses: list[list[str]]) -> bool:
    """Whether a message is an age, with nothing else that could mean anything but how old one is."""
    found = [word for clause in clauses for word in clause]
    ages = {word for word in found if (number(word) or 0) >= _YOUNGEST}
    return bool(ages) and set(found) <= ages | _AROUND | _SMALL


def _compared(clause: list[str], place: int, value: int, *, is_not: bool) -> Content | None:
    """An age with the words around it: under, over, not yet, just turned."""
    before, after = set(clause[:place]), clause[place + 1 :]
    if "åring" in after and ({"till", "har"} & before or not {"är", "e", "jag"} & before):
        return NO_CONTENT
    if before & _BELOW:
        return _content(not is_not) if value <= OF_AGE else None
    if before & _ABOVE or clause[place].endswith("+"):
        return _content(is_not) if value >= OF_AGE else None
    return _reached(before, after, value, is_not=is_not)


def _reached(before: set[str], after: list[str], value: int, *, is_not: bool) -> Content:
    is_past = bool(before & _SINCE) or "igår" in after
    if is_not and not (value == OF_AGE or is_past or "ens" in before):
        return NO_CONTENT
    is_later = not is_past and (bool(before & _NOT_YET) or _is_later(after))
    is_below = is_not or is_later
    return _content(value <= OF_AGE if is_below else value < OF_AGE)


def _is_later(after: list[str]) -> bool:
    in_month = any(a == "i" and b in _MONTHS for a, b in pairwise(after))
    return bool(_LATER & set(after)) or in_month
