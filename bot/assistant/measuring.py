"""Rasa's own metrics. Nothing of a message is in them (docs/decisions/0017)."""

from collections.abc import Iterator, Sequence

from bot.assistant.policy import OUT_OF_ORDER
from bot.coarse_metrics import Durations, HourlyCounter
from bot.limits import ANSWER_WITHIN, LOCK_LIFETIME, RASA_FAILOVER_AFTER, REDIS_WITHIN
from bot.metrics import FAULT, REGISTRY, UNANSWERED
from bot.wire import DANGER, NOT_UNDERSTOOD, Reply

ANSWERED = "answered"
CHOICE = "choice"
ALARM = "alarm"

TURNS = HourlyCounter(
    "vagvisaren_turns",
    "Messages by what they were answered: an answer, topics to choose from, or what to do in danger; "
    "changes on the hour, in fives.",
    ("kind",),
    REGISTRY,
    known=((ANSWERED,), (CHOICE,), (ALARM,)),
)
READING_SECONDS = Durations(
    "vagvisaren_reading_duration_seconds",
    "Until it was known what a message is about, and its wait for a thread.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5),
    registry=REGISTRY,
)
LOCK_SECONDS = Durations(
    "vagvisaren_lock_wait_seconds",
    "Until a turn had its conversation's lock.",
    buckets=(0.05, 0.25, REDIS_WITHIN, LOCK_LIFETIME, RASA_FAILOVER_AFTER, ANSWER_WITHIN),
    registry=REGISTRY,
)


def _kinds(replies: Sequence[Reply]) -> Iterator[str]:
    kinds = {reply.kind for reply in replies}
    is_fault = any(reply.response == OUT_OF_ORDER for reply in replies)
    if is_fault:
        yield FAULT
    if DANGER in kinds:
        yield ALARM
    elif not is_fault:
        yield CHOICE if NOT_UNDERSTOOD in kinds else ANSWERED


def measure_turn(replies: Sequence[Reply]) -> None:
    """Counts a turn by its replies; what was said before, to the same message, is no turn."""
    if any(reply.again for reply in replies):
        return
    for kind in _kinds(replies):
        UNANSWERED.labels(kind).inc() if kind == FAULT else TURNS.inc(kind)
