"""What has grown is told plainly, of few samples and of nothing too."""

import pytest

from bench.soak import grew_too_much, growth, percent


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


@pytest.mark.parametrize(
    ("what", "first", "last", "too_much"),
    [
        ("MB", 100, 103, False),
        ("MB", 100, 104, True),
        ("files and sockets", 10, 13, False),
        ("files and sockets", 10, 14, True),
        ("processes", 1000, 1004, False),
    ],
)
def test_three_percent_of_memory_or_more_than_three_files_are_too_much(
    what: str, first: float, last: float, too_much: bool
) -> None:
    assert grew_too_much(what, first, last) is too_much
