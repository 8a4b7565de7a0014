"""How much of what is private in held-out chat messages is hidden, and how much else.

The messages in tests/held_out_chat.txt were written apart from everything that redaction was made with.
"""

import pytest

from lab.marked_chat import Score, read, score


@pytest.fixture(scope="module")
def measured() -> Score:
    return score(read())


def test_there_are_enough_messages_and_half_are_in_small_letters() -> None:
    texts = [message.text for message in read()]
    assert len(set(texts)) == len(texts) >= 400
    assert sum(text == text.lower() for text in texts) >= len(texts) / 2


@pytest.mark.parametrize("kind", ["id", "phone", "email", "address"])
def test_numbers_e_mail_and_addresses_are_hidden(measured: Score, kind: str) -> None:
    assert measured.marked[kind] >= 40
    assert measured.recall(kind) >= 0.99


@pytest.mark.parametrize("kind", ["plate", "account", "card", "handle"])
def test_plates_accounts_cards_and_user_names_are_hidden(measured: Score, kind: str) -> None:
    assert measured.recall(kind) >= 0.95


def test_names_are_hidden(measured: Score) -> None:
    assert measured.marked["person"] >= 300
    assert measured.recall("person") >= 0.95


def test_ordinary_words_are_left(measured: Score) -> None:
    assert measured.in_vain <= 0.02
