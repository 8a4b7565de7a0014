"""Every component reads a text in one Unicode form, in training and when answering."""

import unicodedata

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.nlu.normalizer import Normalizer

TYPED = unicodedata.normalize("NFD", "jag vill d\u00adö")


def test_a_message_is_read_as_it_looks() -> None:
    [message] = Normalizer().process([Message.build(TYPED)])
    assert message.get("text") == "jag vill dö"
    assert message.as_dict(only_output_properties=True)["text"] == "jag vill dö"


def test_an_example_is_learnt_as_it_looks() -> None:
    data = TrainingData([Message.build(TYPED, intent="danger")])
    assert [each.get("text") for each in Normalizer().process_training_data(data).nlu_examples] == [
        "jag vill dö"
    ]
