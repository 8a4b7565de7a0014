"""What most measurements stay within."""

import math
from collections.abc import Sequence


def p95(figures: Sequence[float]) -> float:
    """The 95th percentile (nearest rank): the least of the figures that 95 % of them do not exceed.

    Raises:
        IndexError: there are none.
    """
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]
