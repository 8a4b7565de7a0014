"""Whose a statement is: "min bror är 16" says nothing about the one who writes."""

from bot.programme.self_check_reading.lexicon import lexicon

PEOPLE = lexicon("people")
THEY = lexicon("they")
_OWNERS = lexicon("owners")
_AFTER = lexicon("after")
_ME = lexicon("me")
_BE = lexicon("be")


def is_anothers(clause: list[str]) -> bool:
    """Whether somebody else is the clause's subject."""
    for place, word in enumerate(clause):
        if word in _ME:
            return False
        if word in THEY:
            return True
        if word in PEOPLE:
            start = place - 1 if place and clause[place - 1] in _OWNERS else place
            before = clause[start - 1] if start else ""
            if before not in _AFTER and before not in _BE:
                return True
    return False
