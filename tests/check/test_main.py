"""All checks are made, whatever one of them does; and what is printed holds no secret."""

from collections.abc import Iterator

import pytest

from bot.check import __main__ as program
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings

SECRET = "tulpanlök"


def breaks_down(_: Settings) -> Iterator[Result]:
    yield fine("Det första.")
    raise OSError(SECRET)


def is_fine(_: Settings) -> Iterator[Result]:
    yield fine("Det sista.")


def is_advice(_: Settings) -> Iterator[Result]:
    yield advice("Nja.", "vila.")


def is_wrong(_: Settings) -> Iterator[Result]:
    yield wrong("Trasigt.", "laga.")


def test_a_check_that_breaks_down_is_told_and_hinders_no_other() -> None:
    checks = {"Det ena": breaks_down, "Det andra": is_fine}
    lines = [str(each) for each in program.results(Settings(), checks)]
    assert lines[0] == "[ok]    Det första."
    assert lines[1].startswith("[fel]   Det ena kunde inte kontrolleras (OSError). ")
    assert lines[2] == "[ok]    Det sista."
    assert SECRET not in "".join(lines)


@pytest.mark.parametrize(
    ("checks", "code"),
    [([is_fine], 0), ([is_fine, is_advice], 0), ([is_wrong, is_fine], 1), ([breaks_down], 1)],
)
def test_only_what_has_to_be_mended_makes_the_exit_code_one(
    checks: list[program.Check], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "CHECKS", {check.__name__: check for check in checks})
    assert program.main() == code


@pytest.mark.parametrize(
    "address",
    [f"postgresql://vagvisaren:{SECRET}@127.0.0.1:1/x", f"postgresql//{SECRET}", f"mssql://{SECRET}@h/x"],
)
def test_whatever_stands_in_a_databases_address_its_password_is_not_printed(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_PRODUCTION", "true")
    monkeypatch.setenv("VAGVISAREN_PUBLIC_URL", f"https://vagvisaren:{SECRET}@127.0.0.1:1")
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", address)
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", address)
    monkeypatch.setenv("VAGVISAREN_KEYS", SECRET)
    monkeypatch.setenv("VAGVISAREN_REDIS_HOST", "127.0.0.1")
    monkeypatch.setenv("VAGVISAREN_REDIS_PORT", "1")
    monkeypatch.setenv("VAGVISAREN_REDIS_PASSWORD", SECRET)
    monkeypatch.setenv("VAGVISAREN_RASA_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("VAGVISAREN_WEB_PORT", "1")
    assert program.main() == 1
    printed = "".join(capsys.readouterr())
    assert SECRET not in printed
    lines = printed.splitlines()
    assert len(lines) >= len(program.CHECKS)
    assert all(line.startswith(("[ok] ", "[råd] ", "[fel] ")) for line in lines)
    assert any(line.startswith("[ok]    Alla svar har en känd källa.") for line in lines)


def test_settings_that_cannot_be_read_are_named_without_their_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_WEB_PORT", SECRET)
    assert program.main() == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("[fel]   Inställningar kan inte läsas: VAGVISAREN_WEB_PORT.")
    assert SECRET not in line
