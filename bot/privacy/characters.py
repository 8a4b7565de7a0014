"""One form for text that looks the same, applied to everything that comes in.

Some keyboards and systems write `ö` as `o` with a combining mark (NFD), or put invisible characters between
letters. Without this, "jag vill dö" is another word to everything that reads it.
"""

import re
import unicodedata

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]")
"""Soft hyphens, zero-width spaces and direction marks."""

JOINERS = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]")
"""Zero-width joiners, except in Arabic script, where they change how a word reads."""


def normalized(text: str) -> str:
    """The text in Unicode's composed form (NFC), without invisible characters, and never longer than it was.

    A few rare marks have a composed form of several characters. A text with many of them stays as it is, so that
    what was short enough to be sent is not refused.
    """
    visible = JOINERS.sub("", INVISIBLE.sub("", text))
    composed = unicodedata.normalize("NFC", visible)
    return composed if len(composed) <= len(text) else visible
