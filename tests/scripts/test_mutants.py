"""A fault that no test noticed is told, with its reason or as one that needs a test."""

import json
from pathlib import Path

import pytest

from scripts.mutants import ROOMS
from scripts.mutants_report import Measured, Reason, Survivor, found_in, read_reasons, unexplained, written

CLOCK = Survivor("bot.programme.opening_hours.x_clock__mutmut_3", "return a + b", "return a - b")
METHOD = Survivor("bot.a.xǁStoreǁkeep__mutmut_12", "keep()", "keep(None)")
REASON = Reason("bot.a.Store.keep", "keep()", "keep(None)", "None is the default.")
ROOM_NAMES = ["a", "programme"]


def test_a_survivor_tells_the_function_it_was_made_in() -> None:
    assert CLOCK.function == "bot.programme.opening_hours.clock"
    assert METHOD.function == "bot.a.Store.keep"
    assert Survivor("bot.a.x__private__mutmut_1", "", "").function == "bot.a._private"


def test_only_a_survivor_with_the_very_same_change_is_explained() -> None:
    other = Survivor(METHOD.name, METHOD.was, "keep(1)")
    assert unexplained([CLOCK, METHOD, other], [REASON]) == [CLOCK, other]


@pytest.mark.parametrize(("exit_code", "survives"), [(0, True), (33, True), (1, False), (36, False)])
def test_what_no_test_noticed_or_reached_survives(tmp_path: Path, exit_code: int, survives: bool) -> None:
    (tmp_path / "mutants/bot").mkdir(parents=True)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/sums.py").write_text("")
    mutated = (
        "def x_add__mutmut_orig(a, b):\n    return a + b\n\ndef x_add__mutmut_1(a, b):\n    return a - b\n"
    )
    (tmp_path / "mutants/bot/sums.py").write_text(mutated)
    codes = {"exit_code_by_key": {"bot.sums.x_add__mutmut_1": exit_code}}
    (tmp_path / "mutants/bot/sums.py.meta").write_text(json.dumps(codes))
    found = found_in(tmp_path)
    assert found.mutants == 1
    assert [each.becomes for each in found.survivors] == (["return a - b"] if survives else [])


def test_a_room_is_written_and_another_stays_as_it_was() -> None:
    first = written("", ROOM_NAMES, {"a": Measured(4, (METHOD,))}, [REASON], "2026-01-01, mutmut 3")
    both = written(first, ROOM_NAMES, {"programme": Measured(8, (CLOCK,))}, [], "2026-01-02, mutmut 3")
    assert "| programme | | | | not measured |" in first
    for page in (first, both):
        assert "| a | 4 | 3 (75.0%) | 1 | 2026-01-01, mutmut 3 |" in page
        assert "None is the default." in page
    assert "| programme | 8 | 7 (87.5%) | 1 | 2026-01-02, mutmut 3 |" in both
    assert "needs a test" in both


def test_every_reason_is_of_code_that_is_measured_and_stands_once() -> None:
    reasons = read_reasons()
    assert reasons
    assert len(set(reasons)) == len(reasons)
    rooms = {pattern.split("/")[1] for room in ROOMS for pattern in room.code}
    assert [each.function for each in reasons if each.function.split(".")[1] not in rooms] == []
