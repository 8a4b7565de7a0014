"""What may be kept of a message to learn from.

Threat: a message in a list for editors tells who wrote it. Method: it is redacted; where the recogniser found
a name that nothing else confirms, it is unsure, and such a message is dropped, for one name may stand beside
another that was missed. Not covered: a person told by their deeds alone; the municipality decides if it wants
the list.
"""

from bot.privacy.redaction import is_sure, redacted


def to_learn_from(text: str) -> str | None:
    """The redacted text; None when the recogniser is unsure."""
    return redacted(text) if is_sure(text) else None
