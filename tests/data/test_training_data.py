"""Training data: enough, varied, and no text that means two things."""

import re
from collections import Counter

import spacy

from lab.held_out import DEVELOPMENT, HELD_OUT, conversations, held_out, messages
from lab.knowledge import examples, rules
from tests.support.each import check_each

STOP_WORDS = spacy.blank("sv").Defaults.stop_words


def content_words(text: str) -> frozenset[str]:
    """The words that carry the message; all of them when it has only small words."""
    words = frozenset(re.findall(r"\w+", text.lower()))
    return words - STOP_WORDS or words


def test_every_label_has_at_least_twenty_examples() -> None:
    def check(label: str) -> None:
        assert len(examples()[label]) >= 20

    check_each(examples(), check)


def test_no_two_examples_of_a_label_have_the_same_content_words() -> None:
    def check(label: str) -> None:
        counts = Counter(content_words(text) for text in examples()[label])
        assert [set(words) for words, count in counts.items() if count > 1] == []

    check_each(examples(), check)


def test_no_text_stands_under_two_labels() -> None:
    labels = Counter(text.lower() for texts in examples().values() for text in {t.lower() for t in texts})
    assert [text for text, count in labels.items() if count > 1] == []


SHORT = 20
"""What people say in so few characters, in the middle of a chat, everybody says."""


def test_no_example_is_in_the_held_out_file() -> None:
    known = {text.lower() for texts in examples().values() for text in texts}
    folders = (HELD_OUT, DEVELOPMENT)
    asked = [each for folder in folders for each in messages(folder)]
    turns = [turn for folder in folders for held in conversations(folder) for turn in held]
    asked += [turn for turn in turns if len(turn.text) > SHORT]
    texts = [text for _, text in held_out()] + [each.text for each in asked]
    assert [text for text in texts if text.lower() in known] == []


def test_rules_have_names_of_their_own() -> None:
    names = Counter(rule["rule"] for rule in rules())
    assert [name for name, count in names.items() if count > 1] == []
