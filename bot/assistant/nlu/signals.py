"""Signals: families of labels that matter whatever else a message is about.

"Jag har sålt knark men vill sluta, får man hjälp?" is a question and a confession at once. The intent must be
one label; a signal is the probability of a whole family, summed over its labels, at its strongest in the
message or in any sentence of it. Measured by cross-validation, the sum is as good as a model of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rasa.shared.nlu.training_data.message import Message

SIGNALS = "signals"


@dataclass(frozen=True)
class Signal:
    """The family's most probable label, and the probability of the whole family."""

    label: str
    probability: float


def strongest(family: str, labels: Sequence[str], probabilities: npt.NDArray[np.float64]) -> Signal:
    """The signal of a family in a message; one row of `probabilities` a text read, one column a label."""
    columns = [i for i, label in enumerate(labels) if label.startswith(f"{family}/")]
    own = probabilities[:, columns]
    row = own[int(np.argmax(own.sum(axis=1)))]
    return Signal(str(labels[columns[int(np.argmax(row))]]), float(row.sum()))


def set_signals(message: Message, signals: dict[str, Signal]) -> None:
    """Keeps the signals for the components that come later; they are no part of the parsed message."""
    message.set(SIGNALS, signals)


def signal(message: Message, family: str) -> Signal | None:
    """What was heard of a family in the message; None where nothing could be read."""
    found: Signal | None = (message.get(SIGNALS) or {}).get(family)
    return found
