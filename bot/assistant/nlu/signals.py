"""Signals: families of labels that matter whatever else a message is about.

"Jag har sålt knark men vill sluta, får man hjälp?" is both a question and a confession, but the intent is a
single label. A signal is the probability of a whole family of labels: the sum over its labels, for the whole
message or for its strongest sentence. In cross-validation this is as good as a separate model. A sentence out
of its context says too much ("det var mörkt och låst"), so its probability counts as its geometric mean with
the whole message's.
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
    """The signal of a family in a message; `probabilities` has a row per text and a column per label."""
    columns = [i for i, label in enumerate(labels) if label.startswith(f"{family}/")]
    own = probabilities[:, columns]
    sums = own.sum(axis=1)
    heard = np.sqrt(sums * sums[0])
    row = int(np.argmax(heard))
    return Signal(str(labels[columns[int(np.argmax(own[row]))]]), float(heard[row]))


def set_signals(message: Message, signals: dict[str, Signal]) -> None:
    """Stores the signals for later components; they are not part of the parsed message."""
    message.set(SIGNALS, signals)


def signal(message: Message, family: str) -> Signal | None:
    """The signal of a family in the message, or None if the message could not be interpreted."""
    found: Signal | None = (message.get(SIGNALS) or {}).get(family)
    return found
