"""Reading a long message sentence by sentence, so that one line in a long tale is heard."""

import re

LONG = 12
"""Words from which a message is also read in parts."""
MAX_SENTENCES = 12


def sentences(text: str) -> list[str]:
    """The sentences of a long message, the last ones when there are many; nothing for a short one."""
    if len(text.split()) < LONG:
        return []
    parts = [part.strip() for part in re.split(r"[.!?\n]+", text)]
    parts = [part for part in parts if len(part.split()) > 1]
    return parts[-MAX_SENTENCES:] if len(parts) > 1 else []
