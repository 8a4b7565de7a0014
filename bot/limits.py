"""Which messages take their time to read. Whoever sends nothing else may make nobody else wait for them."""

LONG = 200
"""Bytes, as UTF-8, above which a message takes up to 0.7 s of a core to read; below, a fifth of it or less.

Not characters: of most signs that Swedish does not have, each is read as a word of its own.
"""


def takes_long(text: str) -> bool:
    """Whether the text is one of those; halves of characters count as well."""
    return len(text.encode("utf-8", "surrogatepass")) > LONG
