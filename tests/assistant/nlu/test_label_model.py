"""The model behind the intent classifier: two experts, one pooled opinion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from bot.assistant.nlu.label_model import LabelModel, pooled

TEXTS = [f"{word} {number} {word}" for word in ("telefon", "kriterium", "polisen") for number in range(6)]
LABELS = [label for label in ("faq/phone", "faq/eu_criteria_list", "faq/police_contact") for _ in range(6)]


def embedding_for(label: str, number: int) -> np.ndarray:
    """Points one way for each label, with a little noise."""
    vector = np.random.default_rng(number).normal(0, 0.05, 384).astype(np.float32)
    vector[sorted(set(LABELS)).index(label)] += 1
    return vector[np.newaxis, :] / np.linalg.norm(vector)


EMBEDDINGS = [embedding_for(label, number) for number, label in enumerate(LABELS)]


def as_read(texts: Sequence[str]) -> np.ndarray:
    """The embeddings of the training texts."""
    return np.vstack([EMBEDDINGS[TEXTS.index(text)] for text in texts])


@pytest.fixture(scope="module")
def model() -> LabelModel:
    return LabelModel.fit(TEXTS, LABELS, EMBEDDINGS, ngram_C=0.5, embedding_C=20.0)


def test_every_row_of_probabilities_sums_to_one(model: LabelModel) -> None:
    shares = model.probabilities(TEXTS, as_read)
    assert shares.shape == (len(TEXTS), 3)
    assert np.allclose(shares.sum(axis=1), 1)


def test_words_and_meaning_together_name_the_label(model: LabelModel) -> None:
    shares = model.probabilities(["telefon"], lambda _: embedding_for("faq/phone", 99))
    assert model.labels[shares[0].argmax()] == "faq/phone"


def test_where_the_words_leave_no_doubt_the_meaning_is_not_read(
    model: LabelModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[str]] = []

    def read(texts: Sequence[str]) -> Any:
        asked.append(texts)
        return as_read(texts)

    monkeypatch.setattr("bot.assistant.nlu.certainty.CERTAIN", 0.0)
    shares = model.probabilities(["telefon"], read)
    assert asked == []
    assert model.labels[shares[0].argmax()] == "faq/phone"


def test_meaning_decides_where_the_words_are_unknown(model: LabelModel) -> None:
    shares = model.probabilities(["xyzzy"], lambda _: embedding_for("faq/police_contact", 99))
    assert model.labels[shares[0].argmax()] == "faq/police_contact"


def test_what_both_experts_find_likely_beats_what_only_one_is_sure_of() -> None:
    one = np.array([[0.60, 0.399, 0.001]])
    other = np.array([[0.001, 0.399, 0.60]])
    assert pooled(one, other)[0].argmax() == 1


def test_no_expert_alone_rules_a_label_out() -> None:
    assert np.all(pooled(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) > 0)


def test_a_model_made_from_its_state_says_the_same(model: LabelModel) -> None:
    again = LabelModel.from_state(model.state())
    difference = again.probabilities(TEXTS, as_read) - model.probabilities(TEXTS, as_read)
    assert np.abs(difference).max() < 0.001


def test_the_same_data_gives_the_same_model(model: LabelModel) -> None:
    again = LabelModel.fit(TEXTS, LABELS, EMBEDDINGS, 0.5, 20.0)
    assert np.array_equal(again.probabilities(TEXTS, as_read), model.probabilities(TEXTS, as_read))
