"""Names of accounts: written in one way, and never one that could be taken for somebody else's.

Threat: an account that a colleague, or whoever reads the audit log, takes for another account, for a visitor
or for the assistant. Method: names are normalised; letters are those of the Latin alphabet, with or without
accents; two names that look the same to a hurried reader are the same; names of other senders are refused.
Not covered: two people who really have the same name.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.intake.audit import NOBODYS_NAMES

CHARACTERS = 64
NOT_ACCENTED = frozenset("ßæøœðþłđħ")
"""Latin letters that are no ASCII letter with an accent. Others, such as ı and ɑ, look like ASCII letters."""

OTHER_SENDERS = ("Besökaren", "Handläggaren", "Administratören", "Roboten", "Vägvisaren", "Automatisk rad")
ALIKE = str.maketrans("i1|0", "lllo")


def normalised(typed: str) -> str:
    """The name as it is stored and shown: NFKC, without spaces at its ends or in a row."""
    return " ".join(unicodedata.normalize("NFKC", typed).split())


def cleaned(told: str) -> str:
    """A name from elsewhere, normalised, without the characters that a name here may not have."""
    return normalised("".join(filter(_may_have, normalised(told))))


def is_allowed(name: str) -> bool:
    """Whether a normalised name may be an account's: its characters are allowed, and it is nobody else's."""
    is_well_formed = bool(_likeness(name)) and len(name) <= CHARACTERS and all(map(_may_have, name))
    return is_well_formed and _bare(name) not in _NOBODYS


def looks_like_any(name: str, others: Iterable[str]) -> bool:
    """Whether the name looks like one of the others."""
    return _likeness(name) in set(map(_likeness, others))


def _may_have(character: str) -> bool:
    is_latin = character.lower() in NOT_ACCENTED or unicodedata.normalize("NFKD", character)[0].isascii()
    return is_latin and bool(re.fullmatch(r"[\w .@-]", character))


def _likeness(name: str) -> str:
    """The same for names that look alike: without case and separators, and I, l and 1 are one letter."""
    return re.sub(r"[\W_]", "", normalised(name).casefold()).translate(ALIKE)


def _bare(name: str) -> str:
    """The name's likeness without accents and without a number at its end."""
    letters = _likeness(re.sub(r"[\W\d_]+$", "", name))
    return "".join(filter(str.isascii, unicodedata.normalize("NFKD", letters)))


_NOBODYS = frozenset(map(_bare, (*NOBODYS_NAMES, *OTHER_SENDERS)))
