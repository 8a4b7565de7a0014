"""The model behind the intent classifier: two experts whose opinions are pooled.

One reads n-grams, the other the sentence embedding. Their probabilities are multiplied, each to the power of
its share (a logarithmic opinion pool), so that a label both find likely wins over one that only one of them
is sure of. Why: docs/decisions/0002.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from bot.assistant.nlu.certainty import are_certain
from bot.assistant.nlu.embedding_expert import EmbeddingExpert, Embeddings
from bot.assistant.nlu.ngram_expert import NgramExpert, State

NGRAM_SHARE = 0.6
"""How much the n-grams weigh beside the embedding; chosen on development data."""

_FLOOR = 1e-5
"""No expert alone can rule a label out."""


def pooled(ngrams: npt.NDArray[np.float64], embeddings: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The two experts' probabilities in one; rows are texts, columns labels, each row of sum 1."""
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
        embeddings: Sequence[Embeddings | None],
        ngram_C: float,  # noqa: N803 - scikit-learn's name
        embedding_C: float,  # noqa: N803
    ) -> "LabelModel":
        """Learns from all texts, and from those embeddings there are (each one row).

        Raises:
            ValueError: a label has no example with an embedding.
        """
        right = np.array(labels)
        embedded = np.array([embedding is not None for embedding in embeddings])
        names = sorted(set(labels))
        if missing := sorted(set(labels) - set(right[embedded])):
            raise ValueError(f"{', '.join(missing)}: no example is short enough to be embedded")
        rows = np.vstack([embedding for embedding in embeddings if embedding is not None])
        return cls(
            names,
            NgramExpert.fit(texts, right, ngram_C),
            EmbeddingExpert.fit(rows, right[embedded], embedding_C),
        )

    def probabilities(
        self, texts: Sequence[str], embed: Callable[[Sequence[str]], Embeddings]
    ) -> npt.NDArray[np.float64]:
        """One row a text, one column a label of `labels`, each row of sum 1.

        Args:
            texts: a message, and its sentences where it is long.
            embed: gives the embeddings of these texts, one row each; asked only where n-grams leave a doubt.
        """
        ngrams = self._ngrams.probabilities(texts)
        if are_certain(self.labels, ngrams):
            return ngrams
        return pooled(ngrams, self._embeddings.probabilities(embed(texts)))

    def state(self) -> dict[str, State]:
        """What was learnt, as plain arrays: they are stored and read in a moment, and run no code."""
        own = {"names": np.array(self.labels)}
        return {"labels": own, "ngrams": self._ngrams.state(), "embeddings": self._embeddings.state()}

    @classmethod
    def from_state(cls, learnt: dict[str, State]) -> "LabelModel":
        """The model that gave this state."""
        ngrams, embeddings = NgramExpert.from_state(learnt["ngrams"]), EmbeddingExpert(learnt["embeddings"])
        return cls(learnt["labels"]["names"].tolist(), ngrams, embeddings)
