"""When the n-grams alone may answer."""

import numpy as np
import pytest

from bot.assistant.nlu.certainty import CERTAIN, NEAR, are_certain

LABELS = ["affirm", "danger/suicide", "danger/threat", "disclosure/crime", "faq/phone"]
SURE = [0.05, 0.0, 0.0, 0.0, 0.95]


def certain(*rows: list[float]) -> bool:
    return are_certain(LABELS, np.array(rows))


def test_one_label_that_stands_out_is_enough() -> None:
    assert certain(SURE)


def test_a_likeliest_label_in_doubt_is_not() -> None:
    assert not certain([1 - CERTAIN + 0.01, 0.0, 0.0, 0.0, CERTAIN - 0.01])


@pytest.mark.parametrize(("column", "family"), [(1, "danger"), (3, "disclosure")])
def test_a_trace_of_what_must_be_heard_is_looked_into(column: int, family: str) -> None:
    row = SURE.copy()
    row[column] = NEAR[family]
    assert not certain(row)


def test_traces_of_danger_are_added_up() -> None:
    half = 0.6 * NEAR["danger"]
    assert not certain([0.05, half, half, 0.0, 0.95 - 2 * half])


def test_a_trace_in_one_sentence_is_enough_to_look() -> None:
    assert not certain(SURE, SURE, [0.05, 0.0, NEAR["danger"], 0.0, 0.93])


def test_certain_danger_is_danger_at_once() -> None:
    assert certain([0.05, 0.20, 0.75, 0.0, 0.0])


def test_certain_danger_beside_a_disclosure_is_looked_into() -> None:
    assert not certain([0.0, 0.0, 0.9, 0.1, 0.0])
