"""Names of many origins, as in Sweden, and the ways in which people misspell them in chats."""

import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import faker.providers.person.sv_SE

FOLDER = Path(__file__).parent
NICKNAMES = "nicknames"
SLIPS = 0.15
"""The share of misspelled names: a name that is in no list should be recognised by its context."""
SLIPS_FROM = 4

INVENTED = 0.3
"""The share of invented names, for the same reason."""


@dataclass(frozen=True)
class Names:
    """The names of one origin."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def origins() -> dict[str, Names]:
    """Every list in `names/`, by file name; nicknames have no surnames."""
    return {path.stem: _read(path) for path in sorted((FOLDER / "names").glob("*.txt"))}


def _read(path: Path) -> Names:
    first, _, last = path.read_text(encoding="utf-8").partition("# last")
    lists = [[line for line in part.splitlines() if line and line[0] != "#"] for part in (first, last)]
    return Names(*map(tuple, lists))


def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list beside this file."""
    return tuple((FOLDER / name).read_text(encoding="utf-8").splitlines())


def everything() -> set[str]:
    """Every word in a list of names, with the parts of double names separately."""
    listed = [*origins().values()]
    return {word for each in listed for name in (*each.first, *each.last) for word in name.split()}


def most_common_in_sweden() -> set[str]:
    """Common first names and surnames in Sweden, from Faker, whose source is Statistics Sweden."""
    provider = faker.providers.person.sv_SE.Provider
    return {*provider.first_names, *provider.last_names}


def without_accents(text: str) -> str:
    """The text without accents, as many people write it (Hadzic for Hadžić), but with å, ä and ö."""
    return "".join(
        letter if letter in "åäöÅÄÖ" else unicodedata.normalize("NFD", letter)[0] for letter in text
    )


def fill(slot: str, chance: random.Random) -> str:
    """A name for a template's slot; the origin is drawn first, so that all origins are equally frequent."""
    if slot == "nick":
        return chance.choice(origins()[NICKNAMES].first)
    if slot == "place":
        return chance.choice(lines("places.txt"))
    names = origins()[chance.choice([name for name in origins() if name != NICKNAMES])]
    first, last = _any(names.first, chance), _any(names.last, chance)
    made = {"first": first, "last": last, "full": f"{first} {last}", "initial": first[0]}[slot]
    if len(made) > SLIPS_FROM and chance.random() < SLIPS:
        made = with_slip(made, chance)
    return without_accents(made) if chance.random() < 0.5 else made


def _any(names: tuple[str, ...], chance: random.Random) -> str:
    """One of the names, or the start of one and the end of another."""
    name, other = chance.choice(names), chance.choice(names)
    return name[: len(name) // 2] + other[len(other) // 2 :].lower() if chance.random() < INVENTED else name


def with_slip(word: str, chance: random.Random) -> str:
    """The word with a letter missing or two letters swapped."""
    i = chance.randrange(1, len(word) - 1)
    middle = word[i + 1] + word[i] if chance.random() < 0.5 else word[i + 1]
    return word[:i] + middle + word[i + 2 :]
