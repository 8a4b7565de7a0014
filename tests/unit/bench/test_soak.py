"""What has grown is told plainly, of few samples and of nothing too."""

import pytest

from bench.soak import growth, percent


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        ([5.0], (5.0, 5.0)),
        ([5.0, 6.0], (6.0, 6.0)),
        ([5.0, 6.0, 7.0], (6.0, 7.0)),
        ([*[0.0] * 10, *[1.0] * 10, *[2.0] * 70, *[3.0] * 10], (1.0, 3.0)),
    ],
)
def test_the_second_tenth_is_beside_the_last(samples: list[float], found: tuple[float, float]) -> None:
    assert growth(samples) == found


def test_what_has_grown_is_in_percent_of_the_first() -> None:
    assert percent(200, 190) == "-5.0 %"


def test_nothing_has_no_percentage() -> None:
    assert percent(0, 3) == "–"
