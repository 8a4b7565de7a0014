"""What is heard beside the intent, and in which part of a message."""

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.sentences import sentences
from bot.assistant.nlu.signals import Signal, set_signals, signal, strongest

LABELS = ["danger/suicide", "danger/threat", "faq/phone"]


def test_a_signal_is_the_sum_over_the_family_in_its_strongest_sentence() -> None:
    probabilities = np.array([[0.1, 0.1, 0.8], [0.2, 0.5, 0.3]])
    heard = strongest("danger", LABELS, probabilities)
    assert heard.label == "danger/threat"
    assert round(heard.probability, 3) == 0.374, "the mean of what the whole and the sentence say"
    assert round(strongest("danger", LABELS, probabilities[::-1]).probability, 6) == 0.7


def test_a_sentence_says_little_where_the_whole_message_is_about_something_else() -> None:
    whole, sentence = [0.01, 0.01, 0.98], [0.1, 0.5, 0.4]
    assert strongest("danger", LABELS, np.array([whole, sentence])).probability < 0.12


def test_a_signal_stays_inside_the_pipeline() -> None:
    message = Message.build("hej")
    assert signal(message, "danger") is None
    set_signals(message, {"danger": Signal("danger/threat", 0.7)})
    assert signal(message, "danger") == Signal("danger/threat", 0.7)
    assert "signals" not in message.as_dict(only_output_properties=True)


def test_short_messages_are_read_whole_and_long_ones_in_parts_too() -> None:
    assert sentences("hjälp. de är här.") == []
    long = "Hej jag undrar en sak om er. Nu står de utanför dörren med vapen! Tack."
    assert sentences(long) == ["Hej jag undrar en sak om er", "Nu står de utanför dörren med vapen"]
    many = [f"de kommer om {number} minuter" for number in range(300)]
    assert sentences(". ".join(many)) == many[-12:], "what was written last is what happens now"
    assert sentences("ord " * 400) == []
