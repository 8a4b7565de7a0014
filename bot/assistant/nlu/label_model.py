"""The model behind the intent classifier: two experts combined by a logarithmic opinion pool.

One uses n-grams, the other the sentence embedding. Their probabilities are raised to the power of each
expert's weight and multiplied, so that a label that both find likely beats one that only one of them is sure
of. The reasons are in docs/decisions/0002.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from bot.assistant.nlu.certainty import are_certain
from bot.assistant.nlu.embedding_expert import EmbeddingExpert, Embeddings
from bot.assistant.nlu.ngram_expert import NgramExpert, State

NGRAM_SHARE = 0.7
"""The n-gram expert's weight, of 1; chosen on development data."""

_FLOOR = 1e-5
"""Added to each probability, so that no expert alone can rule out a label."""


def pooled(ngrams: npt.NDArray[np.float64], embeddings: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The two experts' probabilities combined: one row per text, one column per label; each row sums to 1."""
    logarithms = NGRAM_SHARE * np.log(ngrams + _FLOOR) + (1 - NGRAM_SHARE) * np.log(embeddings + _FLOOR)
    opinion = np.exp(logarithms)
    shares: npt.NDArray[np.float64] = opinion / opinion.sum(axis=1, keepdims=True)
    return shares


class LabelModel:
    """Gives every label a probability, from a text and its sentence embedding."""

    def __init__(self, labels: list[str], ngrams: NgramExpert, embeddings: EmbeddingExpert) -> None:
        self.labels = labels
        self._ngrams = ngrams
        self._embeddings = embeddings

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        embeddings: Sequence[Embeddings],
        ngram_C: float,  # noqa: N803 - scikit-learn's name
        embedding_C: float,  # noqa: N803
    ) -> "LabelModel":
        """Fits both experts on all texts; each has an embedding of one row."""
        targets = np.array(labels)
        return cls(
            sorted(set(labels)),
            NgramExpert.fit(texts, targets, ngram_C),
            EmbeddingExpert.fit(np.vstack(embeddings), targets, embedding_C),
        )

    def probabilities(
        self, texts: Sequence[str], embed: Callable[[Sequence[str]], Embeddings]
    ) -> npt.NDArray[np.float64]:
        """One row per text, one column per label of `labels`; each row sums to 1.

        Args:
            texts: a message, and its sentences if it is long.
            embed: computes the texts' embeddings, one row each; called only if the n-grams are unsure.
        """
        ngrams = self._ngrams.probabilities(texts)
        if are_certain(self.labels, ngrams):
            return ngrams
        return pooled(ngrams, self._embeddings.probabilities(embed(texts)))

    def state(self) -> dict[str, State]:
        """The fitted parameters as plain arrays, which load fast and run no code."""
        own = {"names": np.array(self.labels)}
        return {"labels": own, "ngrams": self._ngrams.state(), "embeddings": self._embeddings.state()}

    @classmethod
    def from_state(cls, learnt: dict[str, State]) -> "LabelModel":
        """Recreates the model from its state."""
        ngrams, embeddings = NgramExpert.from_state(learnt["ngrams"]), EmbeddingExpert(learnt["embeddings"])
        return cls(learnt["labels"]["names"].tolist(), ngrams, embeddings)
