"""Every training example is read, long ones too, and the log says how far the reading is."""

import logging

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.nlu import sentence_embedding
from bot.assistant.nlu.encoder import Encoder
from bot.assistant.nlu.sentence_embedding import SentenceEmbedding, embedding_of
from bot.run.train import stage

TEXTS = [
    "hej",
    "Jag vill sluta, men jag vet inte hur man gör. " * 10,
    "hej",
    "vem är du",
    "hur länge får man vänta",
]


def test_each_example_has_its_own_embedding_and_the_log_tells_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sentence_embedding, "BATCH", 2)
    examples = [Message({TEXT: text, INTENT: f"label {number}"}) for number, text in enumerate(TEXTS)]
    with caplog.at_level(logging.INFO):
        SentenceEmbedding("any").process_training_data(TrainingData([*examples, Message({INTENT: "none"})]))
    alone = Encoder()
    for example in examples:
        assert embedding_of(example).shape == (1, 384)
        assert float(embedding_of(example)[0] @ alone.embed([example.get(TEXT)])[0]) > 0.98
    assert np.array_equal(embedding_of(examples[0]), embedding_of(examples[2]))
    assert "Reading training examples: 2 of 4." in caplog.messages
    assert stage(caplog.messages[-1]) == "reading examples, 100 %"


def test_a_pipeline_without_the_component_is_told_what_is_missing() -> None:
    with pytest.raises(ValueError, match=r"config\.yml"):
        embedding_of(Message({TEXT: "hej", INTENT: "any"}))
