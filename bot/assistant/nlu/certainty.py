"""Decides when the n-gram model's prediction is enough: computing an embedding takes ten times as long.

It is enough when one label is clearly the most probable, and neither danger nor disclosure is likely beside
it. The thresholds were chosen on 1,851 development messages and by cross-validation over the training data:
each of some 2,300 messages about danger is either embedded or classified as danger by the n-grams alone
(docs/measurements.md).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

CERTAIN = 0.6
"""From this probability of the most likely label, no embedding is computed."""

NEAR = {"danger": 0.02, "disclosure": 0.05}
"""From this probability of a family, in the message or any of its sentences, one is computed anyway."""


def are_certain(labels: Sequence[str], probabilities: npt.NDArray[np.float64]) -> bool:
    """Whether the n-gram model's prediction is enough.

    Args:
        labels: the columns' labels.
        probabilities: one row per text, the message itself and then its sentences; each row sums to 1.
    """
    best = int(np.argmax(probabilities[0]))
    if probabilities[0, best] < CERTAIN:
        return False
    return not any(
        np.max(np.sum(probabilities[:, [label.startswith(f"{family}/") for label in labels]], axis=1)) >= near
        for family, near in NEAR.items()
        if not labels[best].startswith(f"{family}/")
    )
