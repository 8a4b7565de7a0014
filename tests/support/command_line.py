"""What the command line says, and what it does with accounts."""

import re

import pytest

from bot.intake import staff
from bot.intake.__main__ import main
from bot.intake.case_store import CaseStore

PASSWORD = re.compile(r"\b[a-z2-9]{5}(?:-[a-z2-9]{5}){4}\b")


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that succeeds prints."""
    assert main([*arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a command says which does not."""
    assert main([*arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert "Traceback" not in line
    return line


def add(capsys: pytest.CaptureFixture[str], name: str, role: str = "handläggare") -> str:
    (password,) = PASSWORD.findall(say(capsys, "staff", "add", name, role))
    return str(password)


def opens(case_store: CaseStore, name: str, password: str) -> bool:
    with case_store.transaction() as session:
        hashed = staff.password_hash(session, name)
    return staff.fits(password, hashed)
