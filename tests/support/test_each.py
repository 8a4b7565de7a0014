"""A test of many things at once hides none of them."""

import pytest

from tests.support.each import check_each


def is_even(number: int) -> None:
    assert 12 // number > 0
    assert number % 2 == 0, "is odd"


def test_every_thing_that_is_wrong_is_told_and_no_other() -> None:
    with pytest.raises(AssertionError) as told:
        check_each([2, 3, 4, 0, 5], is_even, lambda number: f"<{number}>")
    first, *lines = str(told.value).splitlines()
    assert first == "3 of 5 are wrong:"
    assert [line.split(":")[0] for line in lines if line.startswith("<")] == ["<3>", "<0>", "<5>"]
    assert "is odd" in str(told.value)
    assert "ZeroDivisionError" in str(told.value)


def test_things_that_are_right_pass() -> None:
    check_each(iter([2, 4]), is_even)


def test_nothing_to_look_at_is_no_success() -> None:
    with pytest.raises(AssertionError, match="nothing to look at"):
        check_each([], is_even)
