"""What a message means after the answer before it: "kan jag göra det utan namn?".

The message is classified twice, alone and after the title of the last answer's topic, and both opinions are
pooled. No text of the visitor's is needed for it, only the topic's label, which the conversation keeps.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.certainty import CERTAIN

CONTEXT = "context"
"""The key in a message's metadata of the words that it is read after."""

SHARE = 0.6
"""Each opinion's weight; chosen on development data. Above a half, agreement makes certain."""

_FLOOR = 1e-4
"""Added to each probability, so that neither opinion alone can rule out a label."""

FIXED = "danger/"
"""What the labels begin with whose probability does not depend on what was answered before."""


def context_of(message: Message) -> str:
    """The words that the message is read after; empty where there are none."""
    return str((message.get(METADATA) or {}).get(CONTEXT) or "")


def in_context(
    labels: Sequence[str], alone: npt.NDArray[np.float64], after: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The labels' probabilities in the conversation; they sum to 1.

    Args:
        labels: what the columns stand for.
        alone: the probabilities of the message alone. Where one is certain, the context changes nothing.
        after: those of the message after the topic's title.
    """
    if np.max(alone) >= CERTAIN:
        return alone
    is_fixed = np.array([label.startswith(FIXED) for label in labels])
    pooled = np.where(is_fixed, 0, ((alone + _FLOOR) * (after + _FLOOR)) ** SHARE)
    free = 1 - alone[is_fixed].sum()
    shares: npt.NDArray[np.float64] = np.where(is_fixed, alone, pooled / pooled.sum() * free)
    return shares
