"""A Rasa that may tell its maker something is told of; one that cannot be seen is not taken for silent."""

from pathlib import Path

import pytest

from bot.check.results import Verdict
from bot.check.telemetry import Telemetry, gather, results
from tests.check.machine import looks_like


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
    assert verdicts(Telemetry("true", rasas)) == [Verdict.WRONG, verdict]


@pytest.mark.parametrize("said", ["", "true"])
def test_an_environment_that_does_not_turn_it_off_is_told(said: str) -> None:
    assert verdicts(Telemetry(said, ("false",))) == [Verdict.WRONG, Verdict.FINE]


def test_what_the_environment_turns_off_by_itself_is_advice_in_a_server() -> None:
    assert verdicts(Telemetry("false", ("",))) == [Verdict.FINE, Verdict.ADVICE]


def test_a_container_without_rasas_environment_says_nothing_of_it() -> None:
    assert verdicts(Telemetry(None, ())) == [Verdict.ADVICE]


def test_rasas_environment_turns_it_off_whatever_it_is_told(tmp_path: Path) -> None:
    with looks_like("-m bot.run.rasa run --port 65003", {"RASA_TELEMETRY_ENABLED": "true"}, tmp_path):
        found = gather()
    assert found.environment == "false"
    assert "true" in found.rasas
