"""The Swedish spaCy pipelines: the project's own, and the official one if it is installed.

The official one is trained on newspapers and books, where names are capitalised; our own is trained on chat
as well (docs/swedish-pipeline.md). What either of them finds is redacted.
"""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from bot.privacy.vocabulary import ForgetfulReader

OFFICIAL = "sv_core_news_sm"
OWN = Path(__file__).parent / "swedish"

PERSON = "PRS"
PLACE = "LOC"
"""The entity labels that both pipelines use."""


@cache
def own_pipeline() -> Language:
    """The project's own pipeline, which only finds tokens and entities."""
    return spacy.load(OWN)


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words in small letters, written by swedish/lexicon.py.

    `PRS` and `LOC` are unambiguous names, `either` are names that are also words, `ordinary` are words.
    """
    return frozenset((OWN / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def pipelines() -> tuple[Language, ...]:
    """All available pipelines, our own first, each reduced to what entity recognition needs."""
    if not spacy.util.is_package(OFFICIAL):
        return (own_pipeline(),)
    needless = ["tagger", "morphologizer", "parser", "lemmatizer", "attribute_ruler"]
    return own_pipeline(), spacy.load(OFFICIAL, exclude=needless)


read = ForgetfulReader(pipelines).read
"""Applies every pipeline to a text."""
