"""A message as words and clauses, and the small words that say yes, no, and how surely."""

import re
from itertools import pairwise

from bot.programme.self_check_reading.lexicon import lexicon

WORD = re.compile(r"\d+[.,]\d+|\d+\+?|[^\W\d_]+(?:[-:][^\W\d_]+)*|👍|👎|✅|❌|🤷")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_DOUBLED = re.compile(r"\b(ja|jo|ne|nä)[aoeä]+(j?)\b")
_MARKS = re.compile(r"(?<!\d),|,(?!\d)|[.;!?\n](?!\d)")
_CONJUNCTIONS = lexicon("conjunctions")

NEGATIONS = lexicon("negations")
YES = lexicon("yes")
NO = lexicon("no")
LONE_YES = lexicon("lone_yes")
"""What is a yes by itself or at a clause's beginning, and something else in the midst of a sentence."""
OKAY = lexicon("okay")
SURE_YES = frozenset({"ja", "jo", "japp"})
"""A yes that a following "inte" does not turn."""
UNSURE = lexicon("unsure")
HEDGES = lexicon("hedges")
FILLERS = lexicon("fillers")
VERBS = lexicon("verbs")


def plain(text: str) -> str:
    """The text in small letters, with drawn-out letters ("jaaaa") made short."""
    short = _DRAWN_OUT.sub(r"\1", " ".join(text.casefold().split())).replace("i morgon", "imorgon")
    return _DOUBLED.sub(r"\1\2", short)


def words(text: str) -> list[str]:
    """The words, numbers and signs that mean something, with "ja" as "jag" where it is one.

    In writing as one speaks, "ja" beside a verb is "jag": "måste ja svara", "ja e vuxen".
    """
    found = WORD.findall(text)
    return ["jag" if word == "ja" and _is_pronoun(found, place) else word for place, word in enumerate(found)]


def _is_pronoun(found: list[str], place: int) -> bool:
    after = found[place + 1] if place + 1 < len(found) else ""
    before = found[place - 1] if place else ""
    return (after in VERBS and after != "tror") or before in VERBS


def clauses(text: str) -> list[list[str]]:
    """The words of each clause, divided by punctuation and conjunctions."""
    divided: list[list[str]] = [[]]
    for part in _MARKS.split(text):
        divided.append([])
        found = words(part)
        for word, after in pairwise([*found, ""]):
            if word in _CONJUNCTIONS:
                divided.append([])
                continue
            if _begins_clause(word, after, divided[-1]):
                divided.append([])
            divided[-1].append(word)
    return [clause for clause in divided if clause]


_I = frozenset({"jag", "vi"})
_MY = frozenset({"min", "mitt", "mina"})
_PEOPLE = lexicon("people")
_JOINING = lexicon("joining")


def _begins_clause(word: str, after: str, before: list[str]) -> bool:
    """Whether another sentence begins without a mark: "jag är 25 min dotter är 3"."""
    is_subject = word in _I or (word in _MY and after in _PEOPLE)
    has_verb = not VERBS.isdisjoint(before[:-1])
    return is_subject and has_verb and before[-1] not in _JOINING | VERBS


def is_negated(clause: list[str]) -> bool:
    """Whether the clause says "not"."""
    return not NEGATIONS.isdisjoint(clause)


def words_of(clauses: list[list[str]]) -> set[str]:
    """All words of the clauses."""
    return {word for clause in clauses for word in clause}
