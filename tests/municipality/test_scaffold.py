"""A new municipality is a file: begun by a command that also says what it still lacks."""

from pathlib import Path

import pytest

from bot.municipality import load_profile
from bot.municipality.__main__ import main

FILLED_IN = {
    "phone: null": 'phone: "08-463 00 00"',
    "opens: null": 'opens: "08:00"',
    "closes: null": 'closes: "16:00"',
    "when_closed: null": "when_closed: Då är det stängt.",
    "residents: null": "residents: den som bor i Norra Berg",
    "places: []": "places: [Bergby]",
    "under_18: null": "under_18: Även du som är under 18 kan vara med.",
    "sources: {}": 'sources: {"Planen 2026": {title: en plan}}',
}


def test_a_profile_is_begun_and_says_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["norra-berg"], tmp_path) == 1
    said = capsys.readouterr().out
    for field in (
        "reception.phone",
        "reception.opens",
        "reception.when_closed",
        "residents",
        "places",
        "under_18",
        "sources",
    ):
        assert field in said
    assert load_profile("norra-berg", tmp_path).name == "Norra Berg kommun"


def test_what_stands_in_a_profile_is_never_overwritten(tmp_path: Path) -> None:
    main(["norra-berg"], tmp_path)
    path = tmp_path / "norra-berg.yml"
    path.write_text(path.read_text().replace("name: Norra Berg kommun", "name: Norra Bergs kommun"))
    before = path.read_text()
    main(["norra-berg"], tmp_path)
    assert path.read_text() == before


def test_a_filled_in_profile_may_go_live(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["norra-berg"], tmp_path)
    path = tmp_path / "norra-berg.yml"
    text = path.read_text()
    for old, new in FILLED_IN.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    capsys.readouterr()
    assert main(["norra-berg"], tmp_path) == 0
    assert "VAGVISAREN_MUNICIPALITIES" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", "Örebro", "../etc/passwd", "a b", "-", "x" * 41])
def test_a_name_that_cannot_be_an_address_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main([name], tmp_path) == 2
    assert "små bokstäver" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_is_told_and_not_taken_for_something_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["norra-berg"], tmp_path)
    path = tmp_path / "norra-berg.yml"
    path.write_text(path.read_text().replace("phone: null", 'phone: "12"'))
    assert main(["norra-berg"], tmp_path) == 2
    assert "norra-berg.yml, rad" in capsys.readouterr().err


def test_nobody_borrows_eskilstunas_self_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["norra-berg"], tmp_path)
    path = tmp_path / "norra-berg.yml"
    path.write_text(path.read_text().replace("has_self_check: false", "has_self_check: true"))
    main(["norra-berg"], tmp_path)
    assert "has_self_check" in capsys.readouterr().out
