"""Whether a time server keeps the clock is asked of systemd; where there is none, nothing is known."""

from pathlib import Path

import pytest

from bot.check.time_server import is_synchronised


def timedatectl(folder: Path, body: str) -> None:
    path = folder / "timedatectl"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("said", "known"), [("yes", True), ("no", False), ("", None), ("maybe", None)])
def test_only_what_systemd_says_is_known(said: str, known: bool | None, programs: Path) -> None:
    timedatectl(programs, f'[ "$*" = "show --property=NTPSynchronized --value" ] && echo "{said}"')
    assert is_synchronised() is known


def test_a_machine_without_systemd_says_nothing(programs: Path) -> None:
    assert is_synchronised() is None
    timedatectl(programs, "echo 'System has not been booted with systemd.' >&2; exit 1")
    assert is_synchronised() is None


def test_a_systemd_that_does_not_answer_is_not_waited_for(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.check.time_server.PATIENCE_SECONDS", 0.1)
    timedatectl(programs, "exec /bin/sleep 60")
    assert is_synchronised() is None
