"""How much was not understood is told by number and nearest topic; the texts are not printed."""

from datetime import date
from pathlib import Path

import pytest

from bot.intake.not_understood import Entry
from bot.review import not_understood, unanswered
from bot.review.findings import Urgency


def test_nothing_is_told_where_nothing_is_kept() -> None:
    assert list(not_understood.findings(0, {})) == []


def test_the_number_is_told_and_how_many_came_near_each_topic() -> None:
    [finding] = not_understood.findings(7, {"faq/money": 5, "faq/phone": 2})
    assert finding.urgency is Urgency.SOME_TIME
    assert finding.text == ("Meddelanden som inte förstods: 7. Närmaste ämnen: faq/money (5), faq/phone (2).")


def test_without_a_model_the_number_is_told_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(unanswered, "MODEL", tmp_path / "none.tar.gz")
    assert not_understood.nearest_topics([Entry(date(2026, 11, 20), "får man ta med hunden")]) == {}
    [finding] = not_understood.findings(1, {})
    assert finding.text == "Meddelanden som inte förstods: 1."
