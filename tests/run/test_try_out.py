"""`make try` tells what was understood, and asks for a message when there is none."""

import io

import pytest
from rich.console import Console

from bot.run.servers import Servers
from bot.run.try_out import explain, main
from tests.web.conftest import TRIAL


def test_what_came_about_is_told() -> None:
    told = io.StringIO()
    explain(Console(file=told, width=200), TRIAL)
    assert "Uppfattat: faq/no_informing (75 %)" in told.getvalue()
    assert "Sägs också: disclosure/personal" in told.getvalue()
    assert "Närmast därefter: faq/police_duty 12 %" in told.getvalue()
    assert "Hört av fara: 1 % (närmast danger/threat)" in told.getvalue()
    assert "Drag: svar" in told.getvalue()
    assert "Minns: topic faq/no_informing" in told.getvalue()


def test_without_a_message_it_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(Servers(), " ") == 2
    assert "make try TEXT=" in capsys.readouterr().out
