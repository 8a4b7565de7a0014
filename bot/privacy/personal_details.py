"""Notices personal details that need no language model: numbers, addresses, and names people give.

Threat: a frightened person writes who they are, or who somebody else is. Method: well-kept validators for
numbers, spaCy's matcher and entity recogniser for addresses and names. Not covered: names that the
recogniser does not know and that no "jag heter" announces; the disclosure detector hears many of those.
"""

import re
from functools import cache

import phonenumbers
import spacy
from personnummer import personnummer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

OFFICIAL_PIPELINE = "sv_core_news_sm"

_IDENTITY_NUMBER = re.compile(r"\b(?:\d{2})?\d{6}[ +-]?\d{4}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_STREET = re.compile(
    r"\b\w+(?:gatan|gränd|vägen|väg|stigen|torget|backen|allén|gången|plan)\s+\d+\s?[a-z]?\b", re.IGNORECASE
)
_NOT_A_NAME = [
    *("inte", "fan", "typ", "nåt", "något", "samma", "detta", "det", "så"),
    *("du", "ni", "den", "jag", "hon", "han"),
]


@cache
def swedish_pipeline() -> Language:
    """The official Swedish pipeline when set-up could install it, else spaCy's own Swedish tokenizer."""
    if spacy.util.is_package(OFFICIAL_PIPELINE):
        return spacy.load(OFFICIAL_PIPELINE, disable=["parser", "lemmatizer", "attribute_ruler"])
    return spacy.blank("sv")


@cache
def _introductions() -> Matcher:
    """ "Jag heter ...", "hans namn är ...", "han kallas ...": a name follows."""
    matcher = Matcher(swedish_pipeline().vocab)
    name = {"LOWER": {"NOT_IN": _NOT_A_NAME}, "IS_ALPHA": True}
    matcher.add("introduction", [
        [{"LOWER": {"IN": ["jag", "ja", "han", "hon", "killen", "tjejen", "ledaren", "chefen"]}},
         {"LOWER": {"IN": ["heter", "kallas", "hette"]}}, name],
        [{"LOWER": {"IN": ["namn", "namnet"]}}, {"LOWER": {"IN": ["är", "e"]}}, name],
    ])  # fmt: skip
    return matcher


def _has_identity_number(text: str) -> bool:
    return any(personnummer.valid(re.sub(r"[ ]", "-", found)) for found in _IDENTITY_NUMBER.findall(text))


def _has_phone_number(text: str) -> bool:
    return any(phonenumbers.PhoneNumberMatcher(text, "SE"))


def _has_name(doc: Doc) -> bool:
    return bool(_introductions()(doc)) or any(entity.label_ in ("PRS", "PER") for entity in doc.ents)


def has_personal_details(text: str) -> bool:
    """Whether a text holds an identity number, a phone number, an e-mail or street address, or a name."""
    return (
        _has_identity_number(text)
        or _has_phone_number(text)
        or _EMAIL.search(text) is not None
        or _STREET.search(text) is not None
        or _has_name(swedish_pipeline()(text))
    )
