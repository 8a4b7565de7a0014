"""A code means the same however it is written down, and nothing else becomes a code."""

import pytest

from bot.intake.typed_digits import typed_digits


@pytest.mark.parametrize(
    "typed",
    [
        "102030",
        "102 030",
        "102-030",
        "102–030",
        "102.030.",
        " 10—20—30\n",
        "1O2O3O",
        "lo2o3o",
        "I02\u00a0\u200b030",
    ],
)
def test_signs_between_digits_and_letters_that_look_like_digits_make_no_difference(typed: str) -> None:
    assert typed_digits(typed) == "102030"


@pytest.mark.parametrize("typed", ["10203a", "10203", "1020300", "١٠٢٠٣٠", "", "min kod är 102030"])
def test_what_is_another_code_or_none_stays_so(typed: str) -> None:
    assert typed_digits(typed) != "102030"
