"""What a reader with a solver can tell of the true counts, from everything that is published."""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bot.report.figures import Figures
from bot.report.rounding import FEW, least, most

Cell = tuple[str, str]


@dataclass
class Attack:
    """Unknown counts, and linear relations between them."""

    cells: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    sums: list[tuple[dict[Cell, int], float, float]] = field(default_factory=list)

    def table(self, name: str, numbers: dict[str, int]) -> list[Cell]:
        """Each number stands for a range of counts."""
        for key, number in numbers.items():
            self.cells[name, key] = (least(number), most(number))
        return [(name, key) for key in numbers]

    def is_sum(self, whole: Cell, parts: list[Cell]) -> None:
        self.sums.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0, 0))

    def is_at_most(self, parts: list[Cell], whole: Cell) -> None:
        self.sums.append(({whole: 1, **dict.fromkeys(parts, -1)}, 0, np.inf))

    def possible(self, cell: Cell) -> tuple[int, int]:
        """The smallest and the greatest count that everything published allows."""
        return self._solved({cell: 1})[cell], self._solved({cell: -1})[cell]

    def _solved(self, aim: dict[Cell, int]) -> dict[Cell, int]:
        """Counts that everything published allows, with the smallest sum of those aimed at."""
        names = list(self.cells)
        low, high = [each[1] for each in self.sums], [each[2] for each in self.sums]
        rows = np.array([[each.get(name, 0) for name in names] for each, _, _ in self.sums])
        result = milp(
            np.array([aim.get(name, 0) for name in names]),
            integrality=np.ones(len(names)),
            bounds=Bounds(*map(np.array, zip(*self.cells.values(), strict=True))),
            constraints=LinearConstraint(rows, low, high),
            options={"presolve": False},  # with it, this release calls a few solvable problems infeasible
        )
        assert result.success, result.message
        return dict(zip(names, (round(each) for each in result.x), strict=True))

    def told(self) -> dict[Cell, int]:
        """The numbers under five that can be only one. Two solutions show most to be free."""
        few = [cell for cell, (low, high) in self.cells.items() if (low, high) == (least(FEW), most(FEW))]
        lowest, highest = self._solved(dict.fromkeys(few, 1)), self._solved(dict.fromkeys(few, -1))
        ranges = {cell: self.possible(cell) for cell in few if lowest[cell] == highest[cell]}
        return {cell: low for cell, (low, high) in ranges.items() if low == high}


def attack(published: Figures, exact: dict[str, int] | None = None) -> Attack:
    """All that a reader knows. `exact`: totals that were not rounded, by their name in the year."""
    knows = Attack()
    by_month = knows.table("months", published.messages)
    asked_by_month = knows.table("asked by month", published.human_asked)
    year = published.year
    if year is None:
        return knows
    single = {name: number for name, number in vars(year).items() if isinstance(number, int)}
    for name, number in single.items():
        knows.table(name, {"all": number})
    for name, count in (exact or {}).items():
        knows.cells[name, "all"] = (count, count)
    tables = {
        name: knows.table(name, getattr(year, name))
        for name in ("topics", "outcomes", "waits", "parts_of_day")
    }
    knows.is_sum(("messages", "all"), by_month)
    knows.is_sum(("messages", "all"), tables["parts_of_day"])
    knows.is_sum(("human_asked", "all"), asked_by_month)
    knows.is_sum(("taken", "all"), tables["waits"])
    knows.is_sum(("ended", "all"), tables["outcomes"])
    knows.is_at_most([("ended", "all")], ("started", "all"))
    with_a_message = [(name, "all") for name in ("started", "ended", "danger", "not_understood")]
    knows.is_at_most([*tables["topics"], *with_a_message], ("messages", "all"))
    return knows
