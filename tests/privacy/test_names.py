"""What a recogniser takes for a name is looked at again before it is hidden."""

import pytest
import spacy
from spacy.tokens import Doc

from bot.privacy import names
from bot.privacy.found import Kind
from bot.privacy.swedish_pipeline import PERSON, PLACE

ADDRESS = Kind.ADDRESS


def recognised(text: str, *entities: tuple[str, str]) -> Doc:
    """The text with these words recognised, each under its label."""
    doc = spacy.blank("sv")(text)
    spans = [doc.char_span(text.index(part), text.index(part) + len(part), label) for part, label in entities]
    doc.ents = [span for span in spans if span]
    assert len(doc.ents) == len(entities)
    return doc


@pytest.mark.parametrize(
    ("text", "entities", "guessed"),
    [
        ("det är Bx", [("Bx", PERSON)], [("Bx", Kind.PERSON)]),
        ("det är X", [("X", PERSON)], []),  # one letter is no name
        ("på Qvarzon", [("Qvarzon", "ORG")], []),
        ("på Qvarzon med Xqzarp", [("Qvarzon", "ORG"), ("Xqzarp", PERSON)], [("Xqzarp", Kind.PERSON)]),
        ("vid Qvarzon 12 b nu", [("Qvarzon", PLACE)], [("Qvarzon 12 b", ADDRESS)]),
        ("vid Qvarzon nu, 12 b", [("Qvarzon", PLACE)], [("Qvarzon", Kind.PLACE)]),
        ("vid Qvarzon B nu", [("Qvarzon", PLACE)], [("Qvarzon", Kind.PLACE)]),  # a surname needs a person
        ("med Xqzarp 12 gånger", [("Xqzarp", PERSON)], [("Xqzarp", Kind.PERSON)]),
        ("med Xqzarp B nu", [("Xqzarp", PERSON)], [("Xqzarp B", Kind.PERSON)]),
        ("vi bor i Eskilstuna", [("Eskilstuna", PLACE)], []),
        ("vi ska inte Xqzarp jag", [("inte Xqzarp jag", PERSON)], [("Xqzarp", Kind.PERSON)]),
        ("det är jag", [("är jag", PERSON)], []),
    ],
)
def test_of_what_is_recognised_the_name_is_hidden_with_what_belongs_to_it(
    text: str,
    entities: list[tuple[str, str]],
    guessed: list[tuple[str, Kind]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(names, "read", lambda _: [spacy.blank("sv")("hej"), recognised(text, *entities)])
    _, found = names.find_names(text)
    assert [(text[part.start : part.end], part.kind) for part in found] == guessed
