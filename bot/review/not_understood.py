"""Counts the messages that the assistant did not understand, by nearest topic."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.intake.not_understood import Entry
from bot.review import unanswered
from bot.review.findings import Finding, Urgency


def findings(count: int, topics: Mapping[str, int]) -> Iterator[Finding]:
    """One finding if there are messages; `topics` may be empty, for example without a model."""
    if count:
        nearest = ", ".join(f"{topic} ({of})" for topic, of in topics.items())
        text = f"Meddelanden som inte förstods: {count}."
        text += f" Närmaste ämnen: {nearest}." if nearest else ""
        to_do = "läs dem med make unanswered, och lägg till sätt att fråga eller nya svar."
        yield Finding(Urgency.SOME_TIME, text, to_do)


def nearest_topics(entries: list[Entry]) -> dict[str, int]:
    """The number of messages by nearest topic, the largest first; empty if they cannot be grouped."""
    if not entries or not unanswered.can_group():
        return {}
    counts: Counter[str] = Counter()
    for group in unanswered.groups(entries):
        counts[group.topic] += len(group.entries)
    return dict(counts.most_common())
