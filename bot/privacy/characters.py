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
    """The text in Unicode's composed form (NFC), without invisible characters.

    It is never longer than it was, nor empty, so that what could be sent is not refused: a few rare marks
    have a composed form of several characters, and a text may be nothing but invisible ones. Those stay as
    they are.
    """
    visible = JOINERS.sub("", INVISIBLE.sub("", text)) or text
    composed = unicodedata.normalize("NFC", visible)
    return composed if len(composed) <= len(text) else visible
