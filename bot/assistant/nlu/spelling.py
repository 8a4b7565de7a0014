"""Reads a text as the n-gram expert does: in lower case, slang spelled out, without the dots over å, ä, ö.

Many people type without å, ä and ö, on foreign keyboards or in a hurry. To the expert "jag vill do" and "jag
vill dö" are therefore the same words; the embedding expert reads the text as it is.
"""

import re
from functools import cache
from pathlib import Path

import yaml

WORDS = re.compile(r"\w+")
PLAIN = str.maketrans("åäöéü", "aaoeu")


@cache
def _spelled_out() -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return words


def plain(text: str) -> str:
    """The text as the n-gram expert reads it."""
    words = _spelled_out()
    return WORDS.sub(lambda word: words.get(word[0], word[0]), text.lower()).translate(PLAIN)
