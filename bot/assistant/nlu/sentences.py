"""Splits a long message into sentences, so that one alarming sentence in a long message is noticed."""

import re

LONG = 12
"""Messages of at least this many words are also classified sentence by sentence."""
MAX_SENTENCES = 12


def sentences(text: str) -> list[str]:
    """The sentences of a long message, at most the last MAX_SENTENCES; empty for a short message."""
    if len(text.split()) < LONG:
        return []
    parts = [part.strip() for part in re.split(r"[.!?\n]+", text)]
    parts = [part for part in parts if len(part.split()) > 1]
    return parts[-MAX_SENTENCES:] if len(parts) > 1 else []
