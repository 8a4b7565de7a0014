"""Which figures an answer of the assistant adds to.

The channel tells with each reply which response it is, and whether it is a repetition: a page that lost the
connection asks again, and that is no second question. None of this is passed on to the visitor's page. A
message is not counted if its first answer came too late to be passed on: to know that, we would have to keep
who was counted.
"""

from collections.abc import Iterator, Sequence

from bot.intake.counts import DETAILS, NOTHING
from bot.intake.models import Kind
from bot.municipality import Profile
from bot.municipality.topics import topics
from bot.web.clock import now
from bot.web.usage import UsageCounter
from bot.wire import DANGER, NOT_UNDERSTOOD, SELF_CHECK_STARTED, Reply

OF_KINDS = {DANGER: Kind.DANGER, NOT_UNDERSTOOD: Kind.NOT_UNDERSTOOD}
"""By the `kind` of a reply (bot/wire.py)."""


def count_answer(usage: UsageCounter, profile: Profile, replies: Sequence[Reply]) -> None:
    """Counts one message of a visitor by the replies it got; a repeated one is not counted."""
    if any(reply.again for reply in replies):
        return
    usage.add(profile, Kind.HOUR, f"{profile.local_time(now()).hour:02}")
    for kind, detail in dict.fromkeys(_kinds_of(replies)):
        usage.add(profile, kind, detail)


def _kinds_of(replies: Sequence[Reply]) -> Iterator[tuple[Kind, str]]:
    """At most one topic, and everything else the replies tell. Unknown values are not counted."""
    for reply in replies:
        if reply.kind in OF_KINDS:
            yield OF_KINDS[reply.kind], NOTHING
        if reply.self_check == SELF_CHECK_STARTED:
            yield Kind.SELF_CHECK_STARTED, NOTHING
        if reply.outcome in DETAILS[Kind.SELF_CHECK_ENDED]:
            yield Kind.SELF_CHECK_ENDED, reply.outcome
    named = [(reply.response or "").removeprefix("utter_") for reply in replies]
    yield from [(Kind.TOPIC, topic) for topic in named if topic in topics()][:1]
