"""`make review` tells each municipality's findings, and ends in an error where something may be untrue."""

from datetime import date
from pathlib import Path

import pytest

from bot.intake import not_understood
from bot.intake.case_store import open_case_store
from bot.municipality import Profiles, load_profile
from bot.review import __main__ as review
from bot.review.findings import Finding, Urgency
from bot.settings import Settings

SOON = Finding(Urgency.SOON, "Snart.", "läs.", ("faq/pets",))
NOW = Finding(Urgency.NOW, "Osant.", "rätta.", ("faq/pets", "faq/cars"))


def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *found: Finding
) -> tuple[int, str]:
    monkeypatch.setattr(review, "findings", lambda *_: list(found))
    return review.main(), capsys.readouterr().out


def test_a_finding_is_printed_with_what_to_do_and_its_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = printed(monkeypatch, capsys, NOW)
    assert code == 1
    assert text.splitlines() == [
        "Eskilstuna kommun:",
        "[nu] Osant.",
        "    Gör så här: rätta.",
        "    Svar: faq/pets, faq/cars",
    ]


def test_what_can_wait_is_no_error_and_nothing_to_do_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(monkeypatch, capsys, SOON)[0] == 0
    assert printed(monkeypatch, capsys) == (0, "Eskilstuna kommun:\nInget att göra.\n")


def test_each_municipality_that_is_served_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", "eskilstuna botkyrka")
    monkeypatch.setenv("VAGVISAREN_SOURCES", str(tmp_path))
    assert review.main() == 1
    eskilstuna, botkyrka = capsys.readouterr().out.split("\n\n")
    assert eskilstuna.startswith("Eskilstuna kommun:") and "eskilstuna-2023-overen" in eskilstuna
    assert botkyrka.startswith("Botkyrka kommun:") and "eskilstuna-2023-overen" not in botkyrka


def test_what_cannot_be_read_is_an_error_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", "ingenstans")
    assert review.main() == 1
    [line] = capsys.readouterr().out.splitlines()
    assert "ingenstans" in line


def test_what_was_not_understood_is_counted_where_the_municipality_keeps_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/cases.sqlite", key_file=tmp_path / "keys")
    case_store = open_case_store(settings)
    with case_store.transaction() as session:
        text = "får man ta med hunden"
        not_understood.keep(session, case_store.vault, "eskilstuna", text, date(2026, 11, 20))
    profile = load_profile("eskilstuna").model_copy(update={"keeps_not_understood": True})
    monkeypatch.setattr(review, "Settings", lambda: settings)
    monkeypatch.setattr(review, "load_profiles", lambda _: Profiles(profile))
    monkeypatch.setattr(
        "bot.review.not_understood.nearest_topics", lambda entries: {"faq/pets": len(entries)}
    )
    code, text = printed(monkeypatch, capsys)
    assert code == 0
    assert "inte förstods: 1. Närmaste ämnen: faq/pets (1)." in text
    assert "hunden" not in text
