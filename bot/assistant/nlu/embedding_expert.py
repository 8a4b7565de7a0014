"""The embedding expert: tells labels by what a message means, whatever words it is written with."""

import numpy as np
import numpy.typing as npt
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bot.assistant.nlu.ngram_expert import State

Embeddings = npt.NDArray[np.float32]
"""One row a text, 384 columns."""


class EmbeddingExpert:
    """A multinomial logistic regression over sentence embeddings."""

    def __init__(self, weights: State) -> None:
        self._weights = weights

    @classmethod
    def fit(cls, embeddings: Embeddings, labels: npt.NDArray[np.str_], C: float) -> "EmbeddingExpert":  # noqa: N803
        """Learns the embeddings' centre, and what the directions from it say of the labels."""
        centre = embeddings.mean(axis=0)
        # The gradient is a sum over thousands of examples: at 1 the probabilities no longer move.
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
        """One row a text, one column a label (in sorted order), each row of sum 1.

        E5 vectors all point roughly the same way; taking their centre away is what leaves the differences.
        """
        directions = normalize(embeddings - self._weights["centre"])
        scores = directions @ self._weights["coefficients"] + self._weights["intercepts"]
        shares: npt.NDArray[np.float64] = softmax(scores.astype(np.float64), axis=1)
        return shares

    def state(self) -> State:
        """What the constructor needs to make the same expert again."""
        return self._weights
