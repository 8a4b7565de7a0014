"""How the Swedish pipeline is made: the corpus is read, chat is made up, one seed gives one pipeline."""

import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import spacy

from swedish import train as training
from swedish.examples import SLOT, Sentence, as_example, chat_message, nameless_messages, read_corpus
from swedish.lexicon import word_lists
from swedish.names import lines, origins

CORPUS = (
    "Gunhild\tPER\nWestman\tPER\n,\t0\nfrån\t0\nÖland\tLOC\n\nHans\t0\nhus brann 0\n\nVolvo ORG\nSMHI MISC\n"
)
SENTENCES: list[Sentence] = [
    [("Gunhild", "PRS"), ("Westman", "PRS"), (",", None), ("från", None), ("Öland", "LOC")],
    [("Hans", None), ("hus brann", None)],
    [("Volvo", "ORG"), ("SMHI", None)],
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "train_corpus.txt").write_text(CORPUS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(corpus: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(corpus))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_corpus_is_read_from_a_path(corpus: Path) -> None:
    assert read_corpus(f"{corpus}/train_corpus.txt") == SENTENCES


def test_the_corpus_is_read_from_an_address(address: str) -> None:
    assert read_corpus(f"{address}/train_corpus.txt") == SENTENCES


def test_neighbours_with_one_label_are_one_name() -> None:
    example = as_example(spacy.blank("sv"), SENTENCES[0])
    found = [(entity.text, entity.label_) for entity in example.reference.ents]
    assert found == [("Gunhild Westman", "PRS"), ("Öland", "LOC")]


@pytest.mark.parametrize("seed", range(20))
def test_in_a_made_up_message_what_stood_in_the_slots_is_marked_and_nothing_else(seed: int) -> None:
    template = "igår kom {first} till {place} med {nick}s kusin, i Botkyrka"
    reference = chat_message(spacy.blank("sv"), template, random.Random(seed)).reference
    persons = [entity for entity in reference.ents if entity.label_ == "PRS"]
    places = [entity.text.lower() for entity in reference.ents if entity.label_ == "LOC"]
    assert len(persons) == 2
    assert len(places) == 2
    assert "kusin" not in " ".join(entity.text for entity in reference.ents).lower()


def test_every_template_has_only_slots_that_can_be_filled() -> None:
    for template in lines("templates.txt"):
        assert SLOT.search(template), template
        assert "{" not in SLOT.sub("", template), template


def test_messages_without_names_have_no_slots_and_there_are_many() -> None:
    messages = nameless_messages()
    assert len(messages) > 5_000
    assert not any(SLOT.search(message) for message in messages)


def test_names_of_many_origins_are_listed_once() -> None:
    assert len(origins()) >= 30
    for origin, names in origins().items():
        assert len(set(names.first)) == len(names.first) > 0, origin
        assert len(set(names.last)) == len(names.last), origin


def test_a_name_that_is_an_ordinary_word_counts_only_with_a_capital_letter() -> None:
    lists = {name: set(words) for name, words in word_lists(spacy.blank("sv"), [[("sten", None)]]).items()}
    assert "sten" in lists["either"]
    assert "mohammed" in lists["PRS"]
    assert "årby" in lists["LOC"]
    assert lists["PRS"].isdisjoint(lists["either"])


def test_the_same_seed_gives_the_same_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "lines", lambda name: lines(name)[:20])  # a little of everything
    monkeypatch.setattr(training, "nameless_messages", lambda: nameless_messages()[:20])
    made = [training.train(SENTENCES * 5, seed=1, epochs=2).to_bytes(exclude=["vocab"]) for _ in range(2)]
    assert made[0] == made[1]
