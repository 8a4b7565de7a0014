"""How long something takes on a machine that others use too."""

import statistics
import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """What one call takes; by `time.process_time` what it takes of the processor, whoever else has work."""
    start = clock()
    work()
    return 1000 * (clock() - start)


def median(measure: Callable[[int], float], times: int, within: float = 20.0) -> float:
    """The median of so many measurements, which are told their number; of fewer after `within` seconds."""
    figures: list[float] = []
    ends = time.monotonic() + within
    while len(figures) < times and (not figures or time.monotonic() < ends):
        figures.append(measure(len(figures)))
    return statistics.median(figures)
