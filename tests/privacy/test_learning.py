"""What is kept to learn from is redacted, and dropped where the recogniser is unsure."""

import pytest

from bot.privacy.learning import to_learn_from
from bot.privacy.names import find_names


def test_a_question_without_anybody_in_it_is_kept_as_it_is() -> None:
    assert to_learn_from("får man ta med sig hunden") == "får man ta med sig hunden"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("får man byta 070-174 06 35", "får man byta [telefonnummer]"),
        ("får mohammed hjälp", "får [person] hjälp"),
    ],
)
def test_what_is_certain_is_hidden_and_the_rest_kept(text: str, kept: str) -> None:
    assert to_learn_from(text) == kept


def test_where_only_the_recogniser_thinks_it_saw_a_name_the_message_is_dropped() -> None:
    text = "får Qvarzilina och hennes bror hjälp av er"
    certain, guessed = find_names(text)
    assert (certain, len(guessed)) == ([], 1)
    assert to_learn_from(text) is None
