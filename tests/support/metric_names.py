"""Every metric that a process may show, with its labels, written out: what is new must be judged here first.

Whoever adds one has read docs/decisions/0017, and knows that it tells of nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from prometheus_client.parser import text_string_to_metric_families

Names = Mapping[str, frozenset[str]]
NONE: frozenset[str] = frozenset()

_COMMON = {
    "vagvisaren_build_info": frozenset({"process", "version", "model", "content"}),
    "vagvisaren_unanswered_messages": frozenset({"kind"}),
    "vagvisaren_database_errors": NONE,
    "vagvisaren_redis_errors": NONE,
    "vagvisaren_purge_last_success_timestamp_seconds": frozenset({"what"}),
    "vagvisaren_purge_failures": frozenset({"what"}),
    "process_resident_memory_bytes": NONE,
    "process_start_time_seconds": NONE,
}

METRICS: Mapping[str, Names] = MappingProxyType(
    {
        "front": {
            **_COMMON,
            "vagvisaren_requests": frozenset({"route", "status"}),
            "vagvisaren_request_duration_seconds": frozenset({"what", "status", "le"}),
            "vagvisaren_event_streams": NONE,
            "vagvisaren_waiting_messages": NONE,
            "vagvisaren_too_fast": frozenset({"limit"}),
        },
        "rasa": {
            **_COMMON,
            "vagvisaren_turns": frozenset({"kind"}),
            "vagvisaren_reading_duration_seconds": frozenset({"le"}),
            "vagvisaren_lock_wait_seconds": frozenset({"le"}),
        },
        "actions": {
            **_COMMON,
            "vagvisaren_action_calls": NONE,
            "vagvisaren_action_failures": NONE,
        },
    }
)
"""By the process's name in `vagvisaren_build_info`; without the endings that a kind of metric adds."""

VALUES: Names = MappingProxyType(
    {
        "process": frozenset({"front", "rasa", "actions"}),
        "kind": frozenset({"refused", "fault", "answered", "choice", "alarm"}),
        "what": frozenset({"cases", "conversations", "message", "other"}),
        "status": frozenset({"1xx", "2xx", "3xx", "4xx", "5xx"}),
        "limit": frozenset({"conversation", "minute", "turn", "waiting"}),
    }
)
"""All that a label may say; `le` is a number, `version`, `model` and `content` are what the program is."""

ENDINGS = ("", "_total", "_bucket", "_count", "_sum")


def shown(page: str) -> dict[str, frozenset[str]]:
    """The metrics of a page, each with the labels that its samples have."""
    return {
        family.name: frozenset(label for sample in family.samples for label in sample.labels)
        for family in text_string_to_metric_families(page)
    }


def values(page: str) -> dict[str, set[str]]:
    """What each label of a page says."""
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            for label, value in sample.labels.items():
                found.setdefault(label, set()).add(value)
    return found


def total(page: str, series: str) -> float:
    """What a series says, all its labels together."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == series
    )


def series() -> set[str]:
    """The names of all series, as a query may have them."""
    return {name + ending for names in METRICS.values() for name in names for ending in ENDINGS}
