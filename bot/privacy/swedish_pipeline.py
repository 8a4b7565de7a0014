"""The Swedish spaCy pipelines: the project's own, and beside it the official one where it is installed.

The official one is trained on newspapers and books, where names have capital letters; the own one is trained
on chat as well (docs/swedish-pipeline.md). What either of them takes for a name is hidden.
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
"""The labels of both."""


@cache
def own_pipeline() -> Language:
    """The project's own pipeline: tokens and entities, and nothing else."""
    return spacy.load(OWN)


@cache
def word_list(name: str) -> frozenset[str]:
    """Names in small letters: `PRS` and `LOC`, which are nothing else, or `either` (swedish/lexicon.py)."""
    return frozenset((OWN / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def pipelines() -> tuple[Language, ...]:
    """Every pipeline there is, the own one first; each with what entities need and no more."""
    if not spacy.util.is_package(OFFICIAL):
        return (own_pipeline(),)
    needless = ["tagger", "morphologizer", "parser", "lemmatizer", "attribute_ruler"]
    return own_pipeline(), spacy.load(OFFICIAL, exclude=needless)


read = ForgetfulReader(pipelines).read
"""The text as every pipeline reads it."""
