"""What is typed in different ways reads the same."""

from pathlib import Path

import pytest
import yaml

from bot.assistant.nlu import spelling
from bot.assistant.nlu.spelling import plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jag vill do", "jag vill dö"),
        ("ja e rädd", "jag är rädd"),
        ("aina o soc", "polisen och socialtjänsten"),
        ("HUR GÖR MAN", "hur gor man"),
        ("brorsan har para", "bror har pengar"),
    ],
)
def test_spellings_of_the_same_words_read_the_same(typed: str, meant: str) -> None:
    assert plain(typed) == plain(meant)


def test_parts_of_words_are_left_alone() -> None:
    assert plain("social javisst para-graf omvandla") == "social javisst pengar-graf omvandla"


def test_no_word_is_replaced_twice() -> None:
    words = yaml.safe_load(Path(spelling.__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    assert words.keys().isdisjoint(words.values())
    assert all(word == word.lower() and " " not in word for word in words)
