"""When the n-grams alone may answer."""

import numpy as np
import pytest

from bot.assistant.nlu.certainty import are_certain

LABELS = ["affirm", "danger/suicide", "danger/threat", "disclosure/crime", "faq/phone"]
SURE = [0.05, 0.0, 0.0, 0.0, 0.95]


def certain(*rows: list[float]) -> bool:
    return are_certain(LABELS, np.array(rows))


def test_one_label_that_stands_out_is_enough() -> None:
    assert certain(SURE)
    assert certain([0.4, 0.0, 0.0, 0.0, 0.6])


def test_a_likeliest_label_in_doubt_is_not() -> None:
    assert not certain([0.41, 0.0, 0.0, 0.0, 0.59])


@pytest.mark.parametrize(("column", "near"), [(1, 0.02), (2, 0.02), (3, 0.05)])
def test_a_trace_of_what_must_be_heard_is_looked_into(column: int, near: float) -> None:
    """Two hundredths of danger, five of a disclosure, however sure the other label is."""
    row = SURE.copy()
    row[column] = near
    assert not certain(row)
    row[column] = near - 0.01
    assert certain(row)


def test_traces_of_danger_are_added_up() -> None:
    assert not certain([0.0, 0.012, 0.012, 0.0, 0.976])


def test_a_trace_in_one_sentence_is_enough_to_look() -> None:
    assert not certain(SURE, SURE, [0.05, 0.0, 0.02, 0.0, 0.93])


def test_certain_danger_is_danger_at_once() -> None:
    assert certain([0.05, 0.20, 0.75, 0.0, 0.0])


def test_certain_danger_beside_a_disclosure_is_looked_into() -> None:
    assert not certain([0.0, 0.0, 0.9, 0.1, 0.0])
