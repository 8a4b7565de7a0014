"""A Rasa that may tell its maker something is told of; one that cannot be seen is not taken for silent."""

import os
import subprocess
import sys

import pytest

from bot.check.results import Verdict
from bot.check.telemetry import Telemetry, gather, results
from bot.settings import ROOT


def verdicts(found: Telemetry) -> list[Verdict]:
    return [each.verdict for each in results(found)]


@pytest.mark.parametrize(
    ("rasas", "verdict"),
    [
        (("false", "false"), Verdict.FINE),
        (("false", ""), Verdict.WRONG),
        (("true",), Verdict.WRONG),
        (("false", None), Verdict.ADVICE),
        ((), Verdict.ADVICE),
    ],
)
def test_every_rasa_that_runs_counts(rasas: tuple[str | None, ...], verdict: Verdict) -> None:
    assert verdicts(Telemetry("false", "false", rasas)) == [Verdict.FINE, verdict]


@pytest.mark.parametrize("here", ["", "true"])
def test_an_environment_that_does_not_turn_it_off_is_told(here: str) -> None:
    assert verdicts(Telemetry(here, here, ("false",))) == [Verdict.WRONG, Verdict.FINE]


def test_what_the_environment_turns_off_by_itself_is_advice_in_a_server() -> None:
    assert verdicts(Telemetry("false", "true", ("",))) == [Verdict.FINE, Verdict.ADVICE]


def test_this_environment_turns_it_off_whatever_the_shell_says() -> None:
    asked = "from bot.check.telemetry import gather; print(gather().is_always_off)"
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "true"}
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == "True\n"


def test_what_python_was_started_with_is_not_what_it_says_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    assert gather().here == "true"
