"""Signals: families of labels that matter whatever else a message is about.

"Jag har sålt knark men vill sluta, får man hjälp?" is both a question and a confession, but the intent is a
single label. A signal is the probability of a whole family of labels: the sum over its labels, and the
highest such sum of the message and its sentences. In cross-validation this is as good as a separate model. A
sentence out of its context counts a little less than the whole message, because the highest of many is often
too high.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rasa.shared.nlu.training_data.message import Message

SIGNALS = "signals"

SENTENCE_SHARE = 0.8
"""What a sentence's probability counts; chosen on development messages."""


@dataclass(frozen=True)
class Signal:
    """The family's most probable label, and the probability of the whole family."""

    label: str
    probability: float


def strongest(family: str, labels: Sequence[str], probabilities: npt.NDArray[np.float64]) -> Signal:
    """The signal of a family in a message; `probabilities` has a row per text and a column per label."""
    columns = [i for i, label in enumerate(labels) if label.startswith(f"{family}/")]
    weights = np.full((len(probabilities), 1), SENTENCE_SHARE)
    weights[0] = 1.0
    own = weights * probabilities[:, columns]
    row = own[int(np.argmax(own.sum(axis=1)))]
    return Signal(str(labels[columns[int(np.argmax(row))]]), float(row.sum()))


def set_signals(message: Message, signals: dict[str, Signal]) -> None:
    """Stores the signals for later components; they are not part of the parsed message."""
    message.set(SIGNALS, signals)


def signal(message: Message, family: str) -> Signal | None:
    """The signal of a family in the message, or None if the message could not be interpreted."""
    found: Signal | None = (message.get(SIGNALS) or {}).get(family)
    return found
