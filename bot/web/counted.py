"""What of an answer of the assistant is counted.

The channel tells with each reply which response it is, and whether it was said before: a page
that lost the connection asks again, which is no second question. None of this goes to the visitor's page.
Not counted is a message whose first answer came too late to be passed on: to know that, what was counted of
whom would have to be kept.
"""

from collections.abc import Iterator, Sequence

from bot.intake.counts import DETAILS, NOTHING
from bot.intake.models import Kind
from bot.municipality import Profile
from bot.municipality.topics import topics
from bot.web.clock import now
from bot.web.counting import Tally
from bot.wire import DANGER, NOT_UNDERSTOOD, SELF_CHECK_STARTED, Reply

OF_KINDS = {DANGER: Kind.DANGER, NOT_UNDERSTOOD: Kind.NOT_UNDERSTOOD}
"""Kinds of replies, as the assistant's texts name them."""


def count(tally: Tally, profile: Profile, replies: Sequence[Reply]) -> None:
    """Counts a message of a visitor, by what it was answered."""
    if any(reply.again for reply in replies):
        return
    tally.add(profile, Kind.HOUR, f"{profile.local_time(now()).hour:02}")
    for kind, detail in dict.fromkeys(_told(replies)):
        tally.add(profile, kind, detail)


def _told(replies: Sequence[Reply]) -> Iterator[tuple[Kind, str]]:
    """At most one topic, and what else the replies tell; what is not known here is not counted."""
    for reply in replies:
        if reply.kind in OF_KINDS:
            yield OF_KINDS[reply.kind], NOTHING
        if reply.self_check == SELF_CHECK_STARTED:
            yield Kind.SELF_CHECK_STARTED, NOTHING
        if reply.outcome in DETAILS[Kind.SELF_CHECK_ENDED]:
            yield Kind.SELF_CHECK_ENDED, reply.outcome
    named = [(reply.response or "").removeprefix("utter_") for reply in replies]
    yield from [(Kind.TOPIC, topic) for topic in named if topic in topics()][:1]
