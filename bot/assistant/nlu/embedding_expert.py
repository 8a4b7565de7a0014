"""The embedding expert: predicts labels from a message's meaning rather than its words."""

import numpy as np
import numpy.typing as npt
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bot.assistant.nlu.ngram_expert import State

Embeddings = npt.NDArray[np.float32]
"""One row per text, 384 columns."""


class EmbeddingExpert:
    """A multinomial logistic regression over sentence embeddings."""

    def __init__(self, weights: State) -> None:
        self._weights = weights

    @classmethod
    def fit(cls, embeddings: Embeddings, labels: npt.NDArray[np.str_], C: float) -> "EmbeddingExpert":  # noqa: N803
        """Fits the embeddings' mean, and a classifier of the directions from it."""
        centre = embeddings.mean(axis=0)
        # The gradient is a sum over thousands of examples: below tol=1 the probabilities hardly change.
        regression = LogisticRegression(C=C, tol=1.0, max_iter=300)
        regression.fit(normalize(embeddings - centre), labels)
        return cls(
            {
                "centre": centre,
                "coefficients": regression.coef_.T.astype(np.float32),
                "intercepts": regression.intercept_.astype(np.float32),
            }
        )

    def probabilities(self, embeddings: Embeddings) -> npt.NDArray[np.float64]:
        """One row per text, one column per label (in sorted order); each row sums to 1.

        E5 vectors all point in roughly the same direction; subtracting their mean leaves the differences.
        """
        directions = normalize(embeddings - self._weights["centre"])
        scores = directions @ self._weights["coefficients"] + self._weights["intercepts"]
        shares: npt.NDArray[np.float64] = softmax(scores.astype(np.float64), axis=1)
        return shares

    def state(self) -> State:
        """What the constructor needs to recreate this expert."""
        return self._weights
