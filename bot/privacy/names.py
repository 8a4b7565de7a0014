"""Finds the names of persons and exact places.

Method: the recognisers (swedish_pipeline.py), lists of unambiguous names, phrases with which people introduce
somebody, and the context of a word (a surname after a first name). Certain finds and a recogniser's guesses
are returned separately.
"""

import re
from collections.abc import Iterable
from functools import cache

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token

from bot.privacy.found import Found, Kind
from bot.privacy.swedish_pipeline import PERSON, PLACE, own_pipeline, read, word_list
from bot.privacy.word_lists import deeds, kept_places, no_names

KINDS = {PERSON: Kind.PERSON, PLACE: Kind.PLACE}

NUMBER_AFTER = re.compile(r"\s\d{1,3}(?:\s?[a-h])?\b", re.IGNORECASE)
"""A house number: a place followed by one is an address, even without a street's ending."""

AND = frozenset({"o", "och", "å", "&", "+"})


@cache
def _introductions() -> Matcher:
    """ "Jag heter ...", "hans namn är ...", "han som kallas ...": a name follows."""
    matcher = Matcher(own_pipeline().vocab)
    name = {"LOWER": {"NOT_IN": [*no_names()]}, "IS_ALPHA": True}
    who = {
        "LOWER": {"IN": ["jag", "ja", "han", "hon", "hen", "killen", "tjejen", "ledaren", "chefen", "som"]}
    }
    called = {"LOWER": {"IN": ["heter", "hette", "hetter", "heteer", "kallas", "kallades"]}}
    matcher.add("introduction", [
        [who, called, name],
        [{"LOWER": {"IN": ["namn", "namnet"]}}, {"LOWER": {"IN": ["är", "e", "ä"]}}, name],
    ])  # fmt: skip
    return matcher


SENTENCE_ENDS = frozenset({".", "!", "?", ":", "\n", "-", "–", '"', "”"})

INITIAL_AFTER = re.compile(r"\s(?:[A-ZÅÄÖ]\b\.?|[b-df-hj-np-z]\b)")
"""The first letter of a surname: "Viktor B", "viktor b"."""


def _entities(doc: Doc) -> Iterable[Found]:
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        name = _without_ordinary_ends(entity)
        if kind is None or len(name.text) < 2 or name.text.lower() in kept_places():
            continue
        start, end = name.start_char, name.end_char
        if kind is Kind.PLACE and (number := NUMBER_AFTER.match(doc.text, end)):
            yield Found(start, number.end(), Kind.ADDRESS)
        else:
            yield Found(start, _end(doc, end, kind), kind)


def _end(doc: Doc, end: int, kind: Kind) -> int:
    """The end of a name, including the initial of a surname."""
    initial = INITIAL_AFTER.match(doc.text, end) if kind is Kind.PERSON else None
    return initial.end() if initial else end


def _without_ordinary_ends(entity: Span) -> Span:
    """The entity without adjacent words that the recogniser sometimes includes: "mejla Annika"."""
    start, end = entity.start, entity.end
    while start < end and entity.doc[start].lower_ in no_names():
        start += 1
    while end > start and entity.doc[end - 1].lower_ in no_names():
        end -= 1
    return entity.doc[start:end]


def _known(doc: Doc) -> Iterable[Token]:
    """Unambiguous names, and ambiguous ones that are capitalised within a sentence or followed by a deed."""
    for token in doc:
        begins = token.i == 0 or doc[token.i - 1].text in SENTENCE_ENDS
        may_be = _may_be_name(token) and token.lower_ in word_list("either")
        if _is_name(token) or (may_be and token.is_title and not begins) or (may_be and _acts(token)):
            yield token


def _is_name(token: Token) -> bool:
    """Whether the list of names has it, or a part of a double name."""
    parts = token.lower_.split("-")
    listed = any(part in word_list(PERSON) for part in parts)
    double = len(parts) == 2 and all(part in word_list("either") | word_list(PERSON) for part in parts)
    return _may_be_name(token) and (listed or double)


def _may_be_name(token: Token) -> bool:
    return token.lower_ not in no_names() and token.lower_ not in kept_places()


def _acts(token: Token) -> bool:
    """Whether it begins a message and is followed by what a person does: "my sa att", "storm tjallade"."""
    return token.i <= 1 and token.i + 1 < len(token.doc) and token.nbor().lower_ in deeds()


def _beside(doc: Doc, names: set[int]) -> Iterable[Token]:
    """Surnames after first names, and names joined to others: "kaan özcelik", "mahdi o keko"."""
    for token in doc:
        if token.i in names or not token.is_alpha or not _may_be_name(token):
            continue
        is_unknown = token.lower_ not in word_list("ordinary") and len(token) > 2
        may_be = is_unknown or token.lower_ in word_list("either")
        before, after = doc[: token.i], doc[token.i + 1 :]
        is_surname = is_unknown and token.i - 1 in names and not before[-1].lower_.endswith("s")
        follows_a_name = (
            len(before) > 1
            and before[-1].lower_ in AND
            and (token.i - 2 in names or before[-2].lower_ in {"jag", "ja"})
        )
        precedes_a_name = len(after) > 1 and after[0].lower_ in AND and token.i + 2 in names
        if is_surname or (may_be and (follows_a_name or precedes_a_name)):
            yield token


def _introduced(doc: Doc) -> Iterable[Token]:
    for _, _, end in _introductions()(doc):
        yield doc[end - 1]


def _found(token: Token, kind: Kind = Kind.PERSON) -> Found:
    return Found(token.idx, _end(token.doc, token.idx + len(token), kind), kind)


def find_names(text: str) -> tuple[list[Found], list[Found]]:
    """Certain names, from lists and introductions; and guesses, from the recognisers and the context."""
    docs = read(text)
    guessed = [found for doc in docs for found in _entities(doc)]
    doc = docs[0]
    certain = [_found(token) for token in (*_known(doc), *_introduced(doc))]
    persons = [part for part in (*certain, *guessed) if part.kind is Kind.PERSON]
    names = {token.i for token in doc if any(part.start <= token.idx < part.end for part in persons)}
    places = [token for token in doc if token.lower_ in word_list(PLACE) and _may_be_name(token)]
    beside = [_found(token) for token in _beside(doc, names)]
    return [*certain, *(_found(token, Kind.PLACE) for token in places)], [*guessed, *beside]
