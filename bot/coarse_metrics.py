"""Kinds of metrics that cannot tell of one person (docs/decisions/0017).

Threat: a monitoring system keeps every number with the moment at which it changed, and more people read it
than may enter the server. In a small municipality "one alarm at 14:03" tells of whoever sat at the library's
computer then. Method: what visitors choose is published on the hour, in whole fives; how many of them there
are at once, in whole fives; and of a duration only the bucket it falls in. Not covered: the number of
requests and messages, which is exact to the minute (bot/run/metrics_port.py).
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

STEP = 5
"""Fewer than this is never told, as in the yearly report (bot/report/rounding.py)."""

HOUR = 3600


def in_steps(number: int) -> int:
    """The number, rounded down."""
    return number // STEP * STEP


def _this_hour() -> int:
    return int(time.time() // HOUR)


class HourlyCounter(Collector):
    """A counter whose values change only on the hour, and only by whole steps."""

    def __init__(
        self,
        name: str,
        documentation: str,
        labels: Sequence[str],
        registry: CollectorRegistry,
        known: Iterable[tuple[str, ...]] = (),
    ) -> None:
        """Values of labels that are `known` are there from the start; others only from the first step on."""
        self._name, self._documentation, self._labels = name, documentation, labels
        self._counts: Counter[tuple[str, ...]] = Counter()
        self._published: dict[tuple[str, ...], int] = dict.fromkeys(known, 0)
        self._hour = _this_hour()
        self._lock = threading.Lock()
        registry.register(self)

    def inc(self, *labels: str) -> None:
        """Counts one."""
        with self._lock:
            self._publish_if_due()
            self._counts[labels] += 1

    def collect(self) -> Iterable[CounterMetricFamily]:
        """What was published last."""
        family = CounterMetricFamily(self._name, self._documentation, labels=self._labels)
        with self._lock:
            self._publish_if_due()
            for labels, count in self._published.items():
                family.add_metric(labels, count)
        yield family

    def _publish_if_due(self) -> None:
        if self._hour == (hour := _this_hour()):
            return
        self._hour = hour
        steps = {labels: in_steps(count) for labels, count in self._counts.items()}
        self._published.update({labels: count for labels, count in steps.items() if count})


class RoundedGauge:
    """How many there are at once, in whole steps. Of one event loop: it has no lock."""

    def __init__(self, name: str, documentation: str, registry: CollectorRegistry) -> None:
        self._number = 0
        Gauge(name, documentation, registry=registry).set_function(lambda: in_steps(self._number))

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """There is one more for as long as the block lasts."""
        self._number += 1
        try:
            yield
        finally:
            self._number -= 1


class Durations(Histogram):
    """A histogram in seconds whose sum tells no more than its buckets.

    Each duration counts as the upper bound of its bucket: an exact sum would tell how long a lone request
    took, and so which it was. Means are therefore too high; quantiles are as they would be.
    """

    def observe(self, amount: float, exemplar: dict[str, str] | None = None) -> None:
        """Counts one duration. What exceeds the last bound is counted as twice that."""
        *bounds, _ = self._upper_bounds
        super().observe(next((bound for bound in bounds if amount <= bound), 2 * bounds[-1]), exemplar)
