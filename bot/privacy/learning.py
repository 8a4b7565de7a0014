"""What may be kept of a message to improve the assistant.

Threat: a message in the editors' list reveals who wrote it. Method: the message is redacted. If a recogniser
found a name that nothing else confirms, the result is uncertain and the message is dropped, because it may
contain another name that was missed. Not covered: a person who can be identified by their actions alone; the
municipality decides whether it wants the list.
"""

from bot.privacy.redaction import is_sure, redacted


def to_learn_from(text: str) -> str | None:
    """The redacted text, or None if the redaction is uncertain."""
    return redacted(text) if is_sure(text) else None
