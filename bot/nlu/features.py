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
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import normalize

EMBEDDING_WEIGHT = 2.0
"""How much the embedding counts beside the n-grams, each of which has length 1; chosen by cross-validation."""

Embeddings = npt.NDArray[np.float32]
"""One row a text, 384 columns."""


class TextFeatures:
    """Turns texts and their sentence embeddings into the rows of a sparse matrix."""

    def __init__(self, ngrams: FeatureUnion, centre: Embeddings) -> None:
        self.ngrams = ngrams
        self.centre = centre

    @classmethod
    def fit(cls, texts: Sequence[str], embeddings: Embeddings) -> "TextFeatures":
        """Learns the n-grams that occur at least twice, and the embeddings' centre."""
        shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32}
        ngrams = FeatureUnion(
            [
                ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), **shared)),
                ("words", TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), **shared)),
            ]
        )
        ngrams.fit(texts)
        return cls(ngrams, embeddings.mean(axis=0))

    def transform(self, texts: Sequence[str], embeddings: Embeddings) -> csr_matrix:
        """One row a text.

        E5 vectors all point roughly the same way; taking their centre away is what leaves the differences.
        """
        centred = normalize(embeddings - self.centre) * EMBEDDING_WEIGHT
        return hstack([self.ngrams.transform(texts), csr_matrix(centred)]).tocsr()
