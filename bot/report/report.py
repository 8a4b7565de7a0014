"""One municipality's report on one year, as an HTML page and as a CSV file."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.intake import counts
from bot.municipality import Profile
from bot.report.figures import MONTHS, Figures, figures, finished_months, share
from bot.report.tables import Table, by_month, of_year, said
from bot.settings import ROOT

STYLES = ROOT / "bot/web/static/report.css"

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["said"] = said


class BadYearError(ValueError):
    """There is no report on this year; the message says so in Swedish."""


@dataclass(frozen=True)
class Report:
    """What is published about a municipality and a year, up to the last finished month."""

    profile: Profile
    year: int
    figures: Figures

    @property
    def tables(self) -> list[Table]:
        """All tables, in the order of the page."""
        rest = of_year(self.figures.year) if self.figures.year else []
        return [by_month(self.figures), *rest]

    @property
    def not_understood_percent(self) -> int | None:
        """Percent of all messages; None before the year is over, or if a number is under five."""
        year = self.figures.year
        return share(year.not_understood, year.messages) if year else None

    def body(self) -> Markup:
        """The page's content, for embedding in the desk."""
        return Markup(self._rendered("body.html"))  # noqa: S704 - the template escapes

    def page(self) -> str:
        """A standalone page, to print or to send."""
        return self._rendered("page.html", styles=Markup(STYLES.read_text(encoding="utf-8")))  # noqa: S704 - ours

    def _rendered(self, name: str, **more: object) -> str:
        return _environment.get_template(name).render(report=self, months_of_a_year=MONTHS, **more)

    def values(self) -> str:
        """One number per line, as CSV with the separator that Swedish spreadsheets expect."""
        file = io.StringIO()
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["kommun", "år", "tabell", "rad", "kolumn", "antal"])
        for table in self.tables:
            for line in (*table.lines, *([table.total] if table.total else [])):
                for column, number in zip(table.columns, line.numbers, strict=True):
                    writer.writerow(
                        [self.profile.name, self.year, table.title, line.name, column, said(number)]
                    )
        return file.getvalue()


def years(today: date) -> list[int]:
    """The years with stored counts, the newest first."""
    return list(range(today.year, today.year - counts.KEPT_YEARS - 1, -1))


def read_year(text: str, today: date) -> int:
    """Parses a year.

    Raises:
        BadYearError: it is not a year with stored counts.
    """
    known = years(today)
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in known:
        return int(text)
    raise BadYearError(f"Skriv ett år från {known[-1]} till {known[0]}. Äldre siffror är raderade.")


def of(session: Session, profile: Profile, year: int, today: date) -> Report:
    """A municipality's report, from its own counts only."""
    found = counts.read(session, profile.key, date(year, 1, 1), date(year, 12, 31))
    return Report(profile, year, figures(found, finished_months(year, today)))
