"""How many messages the assistant did not understand, by the topic that comes nearest."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.intake.not_understood import Entry
from bot.review.findings import Finding, Urgency
from bot.run.train import MODEL


def findings(count: int, topics: Mapping[str, int]) -> Iterator[Finding]:
    """One finding, where there are any messages; `topics` may be empty, as when there is no model."""
    if count:
        nearest = ", ".join(f"{topic} ({of})" for topic, of in topics.items())
        text = f"Meddelanden som inte förstods: {count}."
        text += f" Närmaste ämnen: {nearest}." if nearest else ""
        to_do = "läs dem med make unanswered, och lägg till sätt att fråga eller nya svar."
        yield Finding(Urgency.SOME_TIME, text, to_do)


def nearest_topics(entries: list[Entry]) -> dict[str, int]:
    """How many messages came near each topic, the most first; nothing as long as there is no model."""
    if not entries or not MODEL.exists():
        return {}
    from bot.assistant.unanswered import groups  # noqa: PLC0415 - loads Rasa, which only this needs

    counts: Counter[str] = Counter()
    for group in groups(entries):
        counts[group.topic] += len(group.entries)
    return dict(counts.most_common())
