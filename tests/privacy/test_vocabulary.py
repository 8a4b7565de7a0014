"""Words that were read are not remembered, and are read as the pipeline itself would."""

import time
from functools import cache

import pytest
import spacy
from spacy.language import Language

from bot.privacy import swedish_pipeline
from bot.privacy.swedish_pipeline import OWN
from bot.privacy.vocabulary import ForgetfulReader
from lab.held_out import held_out

NAME = "Xqzvarp"
TEXT = f"Jag heter {NAME} Blorfson, bor på Drottninggatan 5 i Eskilstuna och ringer t.ex. 070-123 45 67."


@cache
def pipelines() -> tuple[Language, ...]:
    return (spacy.load(OWN),)


@pytest.fixture
def reader() -> ForgetfulReader:
    return ForgetfulReader(pipelines, forgotten_after=60)


def knows(reader: ForgetfulReader, word: str) -> bool:
    return any(word in tokenizer.vocab.strings for tokenizer in reader._tokenizers)


def test_texts_are_cut_and_recognised_as_by_the_pipeline_itself(reader: ForgetfulReader) -> None:
    own, names = spacy.load(OWN), 0
    for text in (TEXT, *(text for _, text in held_out()[::5])):
        (doc,), expected = reader.read(text), own(text)
        assert [token.text for token in doc] == [token.text for token in expected]
        assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label_) for e in expected.ents]
        names += len(doc.ents)
    assert names


def test_a_name_that_was_read_is_forgotten(reader: ForgetfulReader) -> None:
    reader.read(TEXT)
    assert knows(reader, NAME)
    reader.forget()
    assert not knows(reader, NAME)
    assert [NAME in pipeline.vocab.strings for pipeline in pipelines()] == [False]


def test_it_is_forgotten_also_where_nobody_writes_after_it() -> None:
    reader = ForgetfulReader(pipelines, forgotten_after=0.05)
    for _ in range(2):  # and the next time as well
        reader.read(TEXT)
        deadline = time.monotonic() + 10
        while knows(reader, NAME):
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_what_was_read_can_still_be_looked_at(reader: ForgetfulReader) -> None:
    (doc,) = reader.read(TEXT)
    reader.forget()
    assert NAME in [token.text for token in doc]


def test_the_assistants_own_pipelines_never_know_a_visitors_word() -> None:
    swedish_pipeline.read(TEXT)
    assert not any(NAME in pipeline.vocab.strings for pipeline in swedish_pipeline.pipelines())
