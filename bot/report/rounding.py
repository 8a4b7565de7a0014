"""How a count is published, so that a small one cannot be told from everything else that is.

Method: each count is rounded by itself to the nearest five, a total from the true total, and what is under
five is told as that, zero too. That alone is not enough. Four rows of eight are each published as 10, and
their total with a fifth row as 30 only if the fifth is zero: 30 stands for 28 to 32, and four times 10 for
at least 32. So, after rounding, what the numbers allow together is computed as a reader can do it; while they
leave a whole fewer than three possible values (ROOM), a number is moved by another five.

To know the rule helps nobody. What is published could always have come, without any move, from counts that
leave room, and with room each number under five can still be at least two (tests/report/test_attack.py
asks a solver). To withhold a number where it tells too much would itself tell: Kenthapadi, Mishra and Nissim,
Simulatable Auditing (2005). On rounding: Handbook on Statistical Disclosure Control, section 5.5.

Not covered: two reports on the same counts up to different days (see figures.py), and who knows some counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import product

BASE = 5
FEW = 0
"""How "under five" is written in numbers."""

ROOM = 2
"""By how much a whole must be able to vary: an outcome of a self-check is one ended and one started."""


def rounded(count: int) -> int:
    """A count, to the nearest five."""
    return FEW if count < BASE else (count + BASE // 2) // BASE * BASE


def least(number: int) -> int:
    """The smallest count that is published so."""
    return 0 if number == FEW else max(BASE, number - BASE // 2)


def most(number: int) -> int:
    """The greatest count that is published so."""
    return BASE - 1 if number == FEW else number + BASE // 2


@dataclass
class Numbers:
    """Published numbers of one table, by name."""

    by_name: dict[str, int]

    @property
    def least(self) -> int:
        """What their counts are together at least."""
        return sum(map(least, self.by_name.values()))

    @property
    def most(self) -> int:
        """What their counts are together at most."""
        return sum(map(most, self.by_name.values()))

    def move(self, by: int) -> None:
        """Moves the largest number, of which it changes least."""
        largest = max(self.by_name, key=lambda name: self.by_name[name])
        self.by_name[largest] += by


@dataclass(frozen=True)
class Whole:
    """What published numbers say of one true sum: that it is at least each of these, and at most those."""

    at_least: list[int]
    at_most: list[int]

    @property
    def lacks(self) -> int:
        """How much room is missing, over all that narrow it in."""
        return sum(max(0, ROOM - (most - least)) for least in self.at_least for most in self.at_most)


State = tuple[tuple[tuple[str, int], ...], ...]


def loosen(tables: Sequence[Numbers], wholes: Callable[[], list[Whole]]) -> None:
    """Moves numbers of these tables until all has room. `wholes` tells what the numbers say as they stand.

    What lacks least is tried first, then what was moved least: one move is mostly enough, but not always.
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
