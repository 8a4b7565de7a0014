"""LIX, the Swedish readability index: words a sentence plus the share of words longer than six letters."""

import re


def lix(text: str) -> float:
    """Björnsson's formula; a colon ends a sentence as a full stop does."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.!?:]+(?=\s|$)", text)) or 1
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / max(len(words), 1)
