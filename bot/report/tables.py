"""The report's figures as tables with Swedish labels, for the page and for the CSV file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.municipality.topics import topics
from bot.report.figures import Figures, Year
from bot.report.rounding import BASE, FEW

UNDER_FIVE = "färre än fem"
WORDS = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Line:
    """A row: its label, and a number for each column."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table, which the page also shows as a bar chart."""

    key: str
    title: str
    what: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None

    @property
    def greatest(self) -> int:
        """The largest number, which the longest bar represents; never zero."""
        return max((number for line in self.lines for number in line.numbers), default=0) or BASE


def said(number: int) -> str:
    """A published number as text."""
    return UNDER_FIVE if number == FEW else f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def by_month(figures: Figures) -> Table:
    """The finished months, and the whole year when it is over."""
    names = _words()["months"]
    lines = tuple(
        Line(names[int(month) - 1], (number, figures.human_asked[month]))
        for month, number in figures.messages.items()
    )
    year = figures.year
    total = Line("hela året", (year.messages, year.human_asked)) if year else None
    columns = ("Meddelanden", "Till en människa")
    return Table("months", "Månad för månad", "Månad", columns, lines, total)


def of_year(year: Year) -> list[Table]:
    """Everything else, when the year is over."""
    asked = tuple(Line(topics().get(topic, topic), (number,)) for topic, number in year.topics.items())
    check = (Line("Började", (year.started,)), Line("Gick till slutet", (year.ended,)))
    human = (
        Line("Ville skriva med en människa direkt", (year.human_asked,)),
        Line("Lämnade ett meddelande", (year.message_left,)),
        Line("Togs om hand av en handläggare", (year.taken,)),
        Line("Kom tillbaka med sin kod", (year.returned,)),
    )
    safety = (
        Line("Hörde fara och visade 112", (year.danger,)),
        Line("Förstod inte, eller kunde inte svara", (year.not_understood,)),
    )
    return [
        Table("topics", "Det flest frågade om", "Ämne", ("Frågor",), asked),
        Table("human", "Vägen till en människa", "Vad som hände", ("Gånger",), human),
        _named("waits", "Väntan på en handläggare", "Väntetid", year.waits),
        Table("check", "Självkontrollen", "Vad som hände", ("Gånger",), check),
        _named("outcomes", "Vad självkontrollen visade", "Resultat", year.outcomes),
        _named("parts_of_day", "När på dygnet", "Del av dygnet", year.parts_of_day, "Meddelanden"),
        Table("safety", "Fara, och det som inte gick", "Roboten", ("Gånger",), safety),
    ]


def _named(key: str, title: str, what: str, numbers: dict[str, int], column: str = "Gånger") -> Table:
    names = _words()[key]
    lines = tuple(Line(names[name], (number,)) for name, number in numbers.items())
    return Table(key, title, what, (column,), lines)
