"""Nobody is given an answer that no person has looked at for over a year, or without a source."""

from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from bot.check import answers
from bot.check.answers import Reviewed, check, gather, results
from bot.check.results import Verdict
from bot.municipality.answers import given_answers, shared_answers
from bot.municipality.parts import Source
from bot.municipality.sources import Document, documents
from bot.settings import Settings
from lab.knowledge import MUNICIPALITIES, variations

TODAY = date(2026, 11, 22)
FINE, ADVICE, WRONG = Verdict.FINE, Verdict.ADVICE, Verdict.WRONG
FILE = """
responses:
  utter_faq/first:
  - text: a
    metadata: {sources: ["Polisen, sidan om a"], reviewed: "2026-01-02"}
  - text: b
    metadata: {sources: ["Polisen", "Granntanten"], reviewed: 2026-01-03}
  utter_faq/second:
  - text: c
"""


def reviewed(days_ago: int) -> Reviewed:
    return Reviewed("faq/pets", TODAY - timedelta(days=days_ago), has_known_sources=True)


@pytest.mark.parametrize(
    ("days", "verdicts"),
    [
        (0, [FINE, FINE]),
        (335, [FINE, FINE]),
        (336, [FINE, ADVICE, FINE]),
        (365, [FINE, ADVICE, FINE]),
        (366, [WRONG, FINE]),
    ],
)
def test_an_answer_is_due_a_year_after_its_review_and_a_month_before_it_is_told(
    days: int, verdicts: list[Verdict]
) -> None:
    lines = list(results([reviewed(0), reviewed(days)], TODAY))
    assert [line.verdict for line in lines] == verdicts
    assert all("faq/pets" in line.text for line in lines if line.verdict is not FINE)


def test_an_answer_that_nobody_has_reviewed_is_told() -> None:
    assert next(results([Reviewed("faq/pets", None, True)], TODAY)).verdict is WRONG


def test_an_answer_without_a_source_that_we_know_is_told() -> None:
    *_, last = results([reviewed(0), Reviewed("faq/cars", TODAY, has_known_sources=False)], TODAY)
    assert last.verdict is WRONG
    assert "1 (faq/cars)" in last.text


KNOWN = {"Polisen": Document("Polisen", None, Source(title="artiklar"))}


def test_every_variation_is_looked_at_with_its_review_and_its_sources(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(FILE)
    assert gather(shared_answers(tmp_path), KNOWN) == [
        Reviewed("faq/first", date(2026, 1, 2), has_known_sources=True),
        Reviewed("faq/first", date(2026, 1, 3), has_known_sources=False),
        Reviewed("faq/second", None, has_known_sources=False),
    ]


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_all_our_answers_are_looked_at(municipality: str) -> None:
    found = gather(given_answers(municipality), documents())
    assert len(found) == len(list(variations(municipality)))
    assert all(each.on and each.has_known_sources for each in found)


def test_each_municipality_that_is_served_is_looked_at() -> None:
    one, both = (list(check(Settings(municipalities=names))) for names in ("botkyrka", "eskilstuna botkyrka"))
    assert len(both) == 2 * len(one)


class JustBeforeMidnight(datetime):
    """The machine's own clock, which shows 23:30 in London on the 31st: in Eskilstuna it is the 1st."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "JustBeforeMidnight":
        moment = cls(2026, 1, 31, 23, 30, tzinfo=timezone.utc)
        return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)


def test_today_is_the_municipalitys_day_whatever_the_machines_is(monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[date] = []
    monkeypatch.setattr(answers, "datetime", JustBeforeMidnight)
    monkeypatch.setattr(answers, "results", lambda _, today: days.append(today) or iter(()))
    assert list(check(Settings())) == []
    assert days == [date(2026, 2, 1)]
