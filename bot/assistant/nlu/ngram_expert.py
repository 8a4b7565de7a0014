"""The n-gram expert: predicts labels from a message's words and parts of words.

It knows the domain's rare words ("bevisperson", "BOPS"), tolerates misspelling, and is fast enough to be
trained on every example.
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

from bot.assistant.nlu.spelling import plain

State = dict[str, npt.NDArray[Any]]
"""An expert's fitted parameters, as named arrays."""


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32, "preprocessor": plain}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), **shared),
        "words": TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), **shared),  # noqa: S106 - no password
    }


class NgramExpert:
    """A linear support vector machine over tf-idf weighted n-grams, with calibrated probabilities."""

    def __init__(self, vectorizers: dict[str, TfidfVectorizer], weights: State) -> None:
        self._vectorizers = vectorizers
        self._weights = weights

    @classmethod
    def fit(cls, texts: Sequence[str], labels: npt.NDArray[np.str_], C: float) -> "NgramExpert":  # noqa: N803
        """Fits a classifier on the n-grams that occur in at least two texts.

        `C` is the inverse regularisation strength, as in scikit-learn.
        """
        vectorizers = _vectorizers()
        rows = hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers.values()]).tocsr()
        svm = LinearSVC(C=C, tol=0.1, random_state=0)
        # Not in threads: they would share liblinear's random number generator, and the same data would not
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
        """One row per text, one column per label (in sorted order); each row sums to 1."""
        rows: csr_matrix = hstack([v.transform(texts) for v in self._vectorizers.values()]).tocsr()
        # The coefficients' type: otherwise scipy converts all of them for every message.
        rows = rows.astype(np.float32)
        scores = rows @ self._weights["coefficients"] + self._weights["intercepts"]
        # Platt's sigmoid for each label against the rest, then normalised to sum 1, as scikit-learn does.
        each = expit(-(scores * self._weights["slopes"] + self._weights["offsets"]))
        shares: npt.NDArray[np.float64] = each / each.sum(axis=1, keepdims=True)
        return shares

    def state(self) -> State:
        """What `from_state` needs to recreate this expert.

        The coefficients are stored in half precision, which halves the model's size and changes no
        probability by as much as 0.001.
        """
        learnt = {**self._weights, "coefficients": self._weights["coefficients"].astype(np.float16)}
        for name, vectorizer in self._vectorizers.items():
            learnt[f"{name}.ngrams"] = vectorizer.get_feature_names_out().astype(str)
            learnt[f"{name}.idf"] = vectorizer.idf_
        return learnt

    @classmethod
    def from_state(cls, learnt: State) -> "NgramExpert":
        """Recreates the expert from its state."""
        vectorizers = _vectorizers()
        for name, vectorizer in vectorizers.items():
            ngrams = learnt[f"{name}.ngrams"].tolist()
            vectorizer.set_params(vocabulary={ngram: i for i, ngram in enumerate(ngrams)})
            vectorizer.idf_ = learnt[f"{name}.idf"]
        weights = {name: learnt[name] for name in ("intercepts", "slopes", "offsets")}
        # Row-major: in the other order scipy copies all of it, some 20 MB, for every message.
        weights["coefficients"] = learnt["coefficients"].astype(np.float32, order="C")
        return cls(vectorizers, weights)
