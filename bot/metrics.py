"""Metrics that more than one kind of process has, and the registry of all of them (docs/decisions/0017).

What only the front has is defined in bot/web/measuring.py, Rasa's in bot/assistant/measuring.py, the action
server's in bot/run/action_metrics.py. A new metric or label must be named in tests/support/metric_names.py.
None may hold a text, an id, an address or a municipality, nor tell of one person (bot/coarse_metrics.py).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Info, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]
# Else each counter shows when it was made: of one with labels, the second of its first event.

REGISTRY = CollectorRegistry()
"""Not the library's own: that holds the processor time and the open files, which tell of each visitor."""

BUILD = Info("vagvisaren_build", "Which process this is, and what it was made of.", registry=REGISTRY)

UNANSWERED = Counter(
    "vagvisaren_unanswered_messages",
    "Messages whose visitor was told to wait (refused), or got the calm line (fault).",
    ["kind"],
    registry=REGISTRY,
)

REFUSED, FAULT = "refused", "fault"
for _kind in (REFUSED, FAULT):
    UNANSWERED.labels(
        _kind
    )  # there from the start: Prometheus sees no increase in what appears with its first

DATABASE_ERRORS = Counter(
    "vagvisaren_database_errors",
    "Transactions that failed because the database did not answer, or refused.",
    registry=REGISTRY,
)

REDIS_ERRORS = Counter(
    "vagvisaren_redis_errors", "Commands that Redis did not answer, or refused.", registry=REGISTRY
)

PURGED_AT = Gauge(
    "vagvisaren_purge_last_success_timestamp_seconds",
    "When what is past its time was last deleted; 0: not since the start.",
    ["what"],
    registry=REGISTRY,
)

PURGE_FAILURES = Counter(
    "vagvisaren_purge_failures", "Purges that failed, and are tried again.", ["what"], registry=REGISTRY
)


def announce_purge(what: str) -> None:
    """Shows this purge from the start, so that one which never succeeds is seen."""
    PURGED_AT.labels(what).set(0)
    PURGE_FAILURES.labels(what)


@contextmanager
def measured_purge(what: str) -> Iterator[None]:
    """The block is one purge."""
    try:
        yield
    except Exception:
        PURGE_FAILURES.labels(what).inc()
        raise
    PURGED_AT.labels(what).set(time.time())
