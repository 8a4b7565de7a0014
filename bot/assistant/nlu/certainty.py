"""When the n-grams alone may answer: reading a message's meaning takes ten times as long.

They may where one label stands out and nothing is near that must be heard beside it. Chosen on 1,851
development messages and by cross-validation over the training data: none of some 2,300 messages about danger
is answered without its meaning being read, unless it is heard as danger at once (docs/measurements.md).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

CERTAIN = 0.6
"""Probability of the likeliest label from which the meaning is not read."""

NEAR = {"danger": 0.02, "disclosure": 0.05}
"""Probability of a family, in the message or any sentence of it, from which the meaning is read after all."""


def are_certain(labels: Sequence[str], probabilities: npt.NDArray[np.float64]) -> bool:
    """Whether the n-grams' opinion needs no second one.

    Args:
        labels: one a column.
        probabilities: one row a text, first the message itself and then its sentences; each row of sum 1.
    """
    best = int(np.argmax(probabilities[0]))
    if probabilities[0, best] < CERTAIN:
        return False
    return not any(
        np.max(np.sum(probabilities[:, [label.startswith(f"{family}/") for label in labels]], axis=1)) >= near
        for family, near in NEAR.items()
        if not labels[best].startswith(f"{family}/")
    )
