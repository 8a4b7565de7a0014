"""What 95 of 100 figures stay within."""

import pytest

from bench.quantiles import p95


@pytest.mark.parametrize(
    ("figures", "found"),
    [([7.0], 7.0), ([3.0, 1.0, 2.0], 3.0), (range(20, 0, -1), 19), (range(1, 101), 95)],
)
def test_no_more_than_one_in_twenty_is_greater(figures: list[float], found: float) -> None:
    assert p95(figures) == found
