"""The n-gram expert: tells labels by the words and pieces of words a message is written with.

It knows the domain's rare words ("bevisperson", "BOPS") and survives misspelling, and it is quick enough to
learn from every training example.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

State = dict[str, npt.NDArray[Any]]
"""What an expert has learnt, as named arrays."""


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), **shared),
        "words": TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), **shared),  # noqa: S106 - no password
    }


class NgramExpert:
    """A linear support vector machine over tf-idf scaled n-grams, its scores calibrated to probabilities."""

    def __init__(self, vectorizers: dict[str, TfidfVectorizer], weights: State) -> None:
        self._vectorizers = vectorizers
        self._weights = weights

    @classmethod
    def fit(cls, texts: Sequence[str], labels: npt.NDArray[np.str_], C: float) -> "NgramExpert":  # noqa: N803
        """Learns the n-grams that occur in at least two texts, and what they say of the labels.

        `C` is the inverse strength of the regularisation, as in scikit-learn.
        """
        vectorizers = _vectorizers()
        rows = hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers.values()]).tocsr()
        svm = LinearSVC(C=C, tol=0.1, random_state=0)
        # One fit after the other: threads would share liblinear's random numbers, and the same data would not
        # give the same model.
        calibrated = CalibratedClassifierCV(svm, cv=2, ensemble=False).fit(rows, labels)
        (whole,) = calibrated.calibrated_classifiers_
        weights = {
            "coefficients": whole.base_estimator.coef_.T.astype(np.float32, order="C"),
            "intercepts": whole.base_estimator.intercept_.astype(np.float32),
            "slopes": np.array([sigmoid.a_ for sigmoid in whole.calibrators]),
            "offsets": np.array([sigmoid.b_ for sigmoid in whole.calibrators]),
        }
        return cls(vectorizers, weights)

    def probabilities(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """One row a text, one column a label (in sorted order), each row of sum 1."""
        rows: csr_matrix = hstack([v.transform(texts) for v in self._vectorizers.values()]).tocsr()
        rows = rows.astype(
            np.float32
        )  # as the coefficients, or scipy converts all of those for every message
        scores = rows @ self._weights["coefficients"] + self._weights["intercepts"]
        # Platt's sigmoid for each label against the rest, then scaled to sum 1, as scikit-learn does.
        each = expit(-(scores * self._weights["slopes"] + self._weights["offsets"]))
        shares: npt.NDArray[np.float64] = each / each.sum(axis=1, keepdims=True)
        return shares

    def state(self) -> State:
        """What `from_state` needs to make the same expert again, as small as it can be.

        Half precision halves the model, and moves no probability by a thousandth.
        """
        learnt = {**self._weights, "coefficients": self._weights["coefficients"].astype(np.float16)}
        for name, vectorizer in self._vectorizers.items():
            learnt[f"{name}.ngrams"] = vectorizer.get_feature_names_out().astype(str)
            learnt[f"{name}.idf"] = vectorizer.idf_
        return learnt

    @classmethod
    def from_state(cls, learnt: State) -> "NgramExpert":
        """The expert that gave this state."""
        vectorizers = _vectorizers()
        for name, vectorizer in vectorizers.items():
            ngrams = learnt[f"{name}.ngrams"].tolist()
            vectorizer.set_params(vocabulary={ngram: i for i, ngram in enumerate(ngrams)})
            vectorizer.idf_ = learnt[f"{name}.idf"]
        weights = {name: learnt[name] for name in ("intercepts", "slopes", "offsets")}
        # Row by row: in the other order scipy copies all of it, some 20 MB, for every message.
        weights["coefficients"] = learnt["coefficients"].astype(np.float32, order="C")
        return cls(vectorizers, weights)
