"""Rounds published counts, so that no small count can be inferred from all that is published.

Threat: a reader combines published numbers and learns that something happened to few people.

Method: each count is rounded to the nearest five by itself (a total from the true total), and a count below
five, zero included, is published as "under five". That alone is not enough: four rows of eight are each
published as 10, and their total with a fifth row as 30 only if the fifth is zero, because 30 stands for 28 to
32 and four times 10 for at least 32. Therefore the range of every sum that the rounded numbers allow is
computed, as a reader could do; while a sum has fewer than three possible values (ROOM), a number is moved by
another five.

Knowing this rule does not help an attacker. Every published result could also come, without any move, from
counts that leave room, and with room each number under five can still be at least two
(tests/report/test_attack.py checks this with a solver). Suppressing a number because it reveals too much
would itself reveal something: Kenthapadi, Mishra and Nissim, Simulatable Auditing (2005). On rounding:
Handbook on Statistical Disclosure Control, section 5.5.

Not covered: two reports on the same counts up to different days (see figures.py), and a reader who already
knows some counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import product

BASE = 5
FEW = 0
"""The number that represents "under five"."""

ROOM = 2
"""The least range of a sum: one outcome of a self-check counts twice, as one ended and one started."""


def rounded(count: int) -> int:
    """A count rounded to the nearest five, or FEW."""
    return FEW if count < BASE else (count + BASE // 2) // BASE * BASE


def least(number: int) -> int:
    """The smallest count that is published as this number."""
    return 0 if number == FEW else max(BASE, number - BASE // 2)


def most(number: int) -> int:
    """The largest count that is published as this number."""
    return BASE - 1 if number == FEW else number + BASE // 2


@dataclass
class Numbers:
    """Published numbers of one table, by name."""

    by_name: dict[str, int]

    @property
    def least(self) -> int:
        """The smallest possible sum of their counts."""
        return sum(map(least, self.by_name.values()))

    @property
    def most(self) -> int:
        """The largest possible sum of their counts."""
        return sum(map(most, self.by_name.values()))

    def move(self, by: int) -> None:
        """Moves the largest number, where the relative change is smallest."""
        largest = max(self.by_name, key=lambda name: self.by_name[name])
        self.by_name[largest] += by


@dataclass(frozen=True)
class Whole:
    """The bounds that published numbers imply for one true sum: its lower bounds and its upper bounds."""

    at_least: list[int]
    at_most: list[int]

    @property
    def lacks(self) -> int:
        """How much the range falls short of ROOM, summed over all pairs of bounds."""
        return sum(max(0, ROOM - (most - least)) for least in self.at_least for most in self.at_most)


State = tuple[tuple[tuple[str, int], ...], ...]


def loosen(tables: Sequence[Numbers], wholes: Callable[[], list[Whole]]) -> None:
    """Moves numbers of these tables until every sum has room. `wholes` returns the current bounds.

    A best-first search: the state with the smallest shortfall first, then the one with the fewest moves. One
    move is usually enough.
    """
    movable = [table for table in tables if table.by_name]

    def put(state: State) -> int:
        for table, numbers in zip(movable, state, strict=True):
            table.by_name.update(numbers)
        return sum(whole.lacks for whole in wholes())

    begin: State = tuple(tuple(table.by_name.items()) for table in movable)
    seen, waiting = {begin}, [(put(begin), 0, begin)]
    while waiting[0][0]:
        _, moves, state = heappop(waiting)
        for number, by in product(range(len(movable)), (BASE, -BASE)):
            put(state)
            movable[number].move(by)
            moved: State = tuple(tuple(table.by_name.items()) for table in movable)
            if moved not in seen and min(movable[number].by_name.values()) >= FEW:
                seen.add(moved)
                heappush(waiting, (put(moved), moves + 1, moved))
    put(waiting[0][2])
