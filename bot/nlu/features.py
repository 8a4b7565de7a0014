"""What the linear models see of a text: character and word n-grams beside the sentence embedding.

Measured together they beat either alone (design decision 4): the n-grams know the domain's rare words and
survive misspelling, the embedding knows that two sentences mean the same.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

EMBEDDING_WEIGHT = 2.0
"""Length of the embedding beside the two kinds of n-grams, which have length 1; by cross-validation."""

Embeddings = npt.NDArray[np.float32]
"""One row a text, 384 columns."""


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), **shared),
        "words": TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), **shared),  # noqa: S106 - no password
    }


class TextFeatures:
    """Turns texts and their sentence embeddings into the rows of a sparse matrix."""

    def __init__(self, vectorizers: dict[str, TfidfVectorizer], centre: Embeddings) -> None:
        self._vectorizers = vectorizers
        self._centre = centre

    @classmethod
    def fit(cls, texts: Sequence[str], embeddings: Embeddings) -> "TextFeatures":
        """Learns the n-grams that occur in at least two texts, and the embeddings' centre."""
        vectorizers = _vectorizers()
        for vectorizer in vectorizers.values():
            vectorizer.fit(texts)
        return cls(vectorizers, embeddings.mean(axis=0))

    def transform(self, texts: Sequence[str], embeddings: Embeddings) -> csr_matrix:
        """One row a text.

        E5 vectors all point roughly the same way; taking their centre away is what leaves the differences.
        """
        centred = normalize(embeddings - self._centre) * EMBEDDING_WEIGHT
        ngrams = [vectorizer.transform(texts) for vectorizer in self._vectorizers.values()]
        return hstack([*ngrams, csr_matrix(centred)]).tocsr()

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """What was learnt, as plain arrays: a dictionary of 30,000 n-grams takes skops many seconds."""
        learnt = {"centre": self._centre}
        for name, vectorizer in self._vectorizers.items():
            learnt[f"{name}.ngrams"] = vectorizer.get_feature_names_out().astype(str)
            learnt[f"{name}.idf"] = vectorizer.idf_
        return learnt

    @classmethod
    def from_state(cls, learnt: dict[str, npt.NDArray[Any]]) -> "TextFeatures":
        """The same features again, from what `state` gave."""
        vectorizers = _vectorizers()
        for name, vectorizer in vectorizers.items():
            ngrams = learnt[f"{name}.ngrams"].tolist()
            vectorizer.set_params(vocabulary={ngram: i for i, ngram in enumerate(ngrams)})
            vectorizer.idf_ = learnt[f"{name}.idf"]
        return cls(vectorizers, learnt["centre"])
