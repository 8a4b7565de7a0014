"""Nobody is given an answer that no person has looked at for over a year, or without a source."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo

import pytest

from bot.check import answers
from bot.check.answers import check, results
from bot.check.results import Result, Verdict
from bot.municipality.answers import answers_for
from bot.municipality.sources import documents
from bot.review.reviews import Reviewed, gather
from bot.settings import Settings
from lab.knowledge import MUNICIPALITIES, variations

TODAY = date(2026, 11, 22)
FINE, ADVICE, WRONG = Verdict.FINE, Verdict.ADVICE, Verdict.WRONG


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


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_all_our_answers_are_looked_at(municipality: str) -> None:
    found = gather(answers_for(municipality), documents())
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

    def nothing(_: object, today: date) -> Iterator[Result]:
        days.append(today)
        return iter(())

    monkeypatch.setattr(answers, "datetime", JustBeforeMidnight)
    monkeypatch.setattr(answers, "results", nothing)
    assert list(check(Settings())) == []
    assert days == [date(2026, 2, 1)]
