"""The places of a municipality and those elsewhere, and messages that name nothing but a place."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.programme.self_check_reading.lexicon import lexicon
from bot.programme.self_check_reading.whose import is_anothers
from bot.programme.self_check_reading.words import NO, YES, clauses, plain

_AROUND = lexicon("around") | lexicon("lives") | lexicon("lived") | lexicon("before") | YES | NO


@dataclass(frozen=True)
class Places:
    """A municipality's own places, in small letters: its name, districts, localities, what it is called."""

    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *names: str) -> "Places":
        """The places of these names."""
        return cls(frozenset(name.casefold() for name in names))

    def is_own(self, word: str) -> bool:
        """Whether a word is one of them, its genitive too."""
        return word == "kommunen" or word in self.own or word.removesuffix("s") in self.own

    def is_other(self, word: str) -> bool:
        """Whether a word is a place elsewhere."""
        return not self.is_own(word) and word in _elsewhere()


@cache
def _elsewhere() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("municipalities.txt").read_text(encoding="utf-8").split())


def is_place(clause: list[str], places: Places) -> bool:
    """Whether a clause is a bare place: "Ärla", "i Torshälla"."""
    named = [word for word in joined_names(clause, places) if word not in ("i", "på", "vid", "kommun")]
    return bool(named) and all(places.is_own(word) or places.is_other(word) for word in named)


def joined_names(clause: list[str], places: Places) -> list[str]:
    """The clause with names of two words as one: "norra berg"."""
    joined: list[str] = []
    for word in clause:
        if joined and places.is_own(f"{joined[-1]} {word}"):
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def is_only_place(text: str, places: Places) -> bool:
    """Whether a message names a place, with nothing else that could mean anything but where one lives."""
    found = joined_names([word for clause in clauses(plain(text)) for word in clause], places)
    named = {word for word in found if places.is_own(word) or places.is_other(word)}
    return bool(named) and set(found) <= named | _AROUND and not is_anothers(found)
