"""A message is read after what was answered before it, and danger is not."""

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.context import context_of, in_context

LABELS = ["danger/threat", "faq/anonymity", "faq/report_concern"]


def test_the_topic_before_decides_between_what_is_alike() -> None:
    alone = np.array([0.1, 0.5, 0.4])
    shares = in_context(LABELS, alone, np.array([0.1, 0.2, 0.7]))
    assert LABELS[int(np.argmax(shares))] == "faq/report_concern"
    assert np.isclose(shares.sum(), 1)


def test_danger_is_as_likely_as_it_is_alone() -> None:
    alone = np.array([0.3, 0.4, 0.3])
    for after in ([0.98, 0.01, 0.01], [0.0, 0.5, 0.5]):
        assert in_context(LABELS, alone, np.array(after))[0] == 0.3


def test_what_is_certain_alone_stays() -> None:
    alone = np.array([0.1, 0.7, 0.2])
    assert in_context(LABELS, alone, np.array([0.0, 0.0, 1.0])) is alone


def test_the_words_before_are_in_the_messages_metadata() -> None:
    assert context_of(Message(data={"metadata": {"context": "Orosanmälan"}})) == "Orosanmälan"
    assert context_of(Message(data={"metadata": None})) == ""
    assert context_of(Message.build("hej")) == ""
