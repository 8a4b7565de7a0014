"""Quantiles of measurements."""

import math
from collections.abc import Sequence


def p95(figures: Sequence[float]) -> float:
    """The 95th percentile by nearest rank: the smallest figure that at least 95 % do not exceed.

    Raises:
        IndexError: there are none.
    """
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]
