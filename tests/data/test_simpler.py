"""Titles that a button can bear, simpler texts for a tired reader, and follow-ups that lead somewhere."""

import re
from collections import Counter

import pytest

from bot.municipality.answers import ASPECTS, SIMPLER, TITLE, bubbles, title_of
from lab.knowledge import Answer, called, leads_to_topic, responses, texts, variations
from tests.support.each import check_each
from tests.support.filled import PHRASES, filled, names_of
from tests.support.readability import lix

WHOLE_SENTENCES = re.compile(r"\{reception_(phone|now)\}\s*")
"""Sentences of a municipality's own, which no editor of an answer can shorten."""

WORD = re.compile(r"[^\W\d_]+|\d[\d –-]*")
"""A word; a telephone number is one."""

SENTENCES, WORDS, LIX = 3, 10, 25
FOLLOW_UP = "utter_follow/"
COMMON = set.intersection(*(set(phrases) for phrases in PHRASES.values()))
"""What is filled in for every municipality."""


def asked() -> list[Answer]:
    """Every variation of an answer to a question."""
    return [each for each in variations() if each[1].startswith("utter_faq/")]


def follow_ups() -> set[str]:
    """The aspects that a short follow-up can ask about."""
    return {name.removeprefix(FOLLOW_UP) for name in responses() if name.startswith(FOLLOW_UP)}


def faults(municipality: str, simpler: str) -> list[str]:
    """What makes a simpler text too hard."""
    text = filled(municipality, WHOLE_SENTENCES.sub("", simpler))
    parts = [each for bubble in bubbles(text) for each in re.split(r"(?<=[.!?])\s+", bubble)]
    found = [f"{len(WORD.findall(each))} words: {each}" for each in parts if len(WORD.findall(each)) > WORDS]
    found += [f"{len(parts)} sentences"] if len(parts) > SENTENCES else []
    return found + ([f"LIX {lix(text):.0f}"] if lix(text) > LIX else [])


def test_every_answer_to_a_question_has_a_title_of_its_own_of_two_to_six_words() -> None:
    titles = {
        name: title_of(answer) or "" for name, answer in responses().items() if name.startswith("utter_faq/")
    }
    assert {name: title for name, title in titles.items() if not 2 <= len(title.split()) <= 6} == {}
    assert [title for title, count in Counter(titles.values()).items() if count > 1] == []


def test_a_title_fits_on_a_button_and_has_nothing_to_fill_in() -> None:
    for _, name, variation in variations():
        title = variation["metadata"].get(TITLE, "")
        assert len(title) <= 36 and not names_of(title), (name, title)


def test_every_answer_to_a_question_has_a_simpler_text() -> None:
    assert [called(each) for each in asked() if not each[-1]["metadata"].get(SIMPLER)] == []


def test_a_simpler_text_is_simple() -> None:
    def check(answer: Answer) -> None:
        municipality, _, variation = answer
        assert faults(municipality, variation["metadata"].get(SIMPLER, "")) == []

    check_each(variations(), check, called)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ring. Fråga. Vänta. Lyssna.", "4 sentences"),
        ("Ring och fråga vad de kan göra för dig och ditt barn nu.", "13 words"),
        ("Socialtjänsten beslutar. Mottagningen utreder.", "LIX"),
    ],
)
def test_a_text_that_is_not_simple_is_told_with_why(text: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults("eskilstuna", text))


def test_a_simpler_text_keeps_the_number_to_ring_in_danger() -> None:
    """Where the answer tells somebody to ring it; 112 may also be what an answer is about."""

    def check(answer: Answer) -> None:
        *_, variation = answer
        if re.search(r"[Rr]ing(er)?( du)? 112|: 112", variation["text"]):
            assert "112" in variation["metadata"].get(SIMPLER, "112")

    check_each(variations(), check, called)


def test_every_aspect_can_be_asked_about_and_one_that_is_a_topic_is_there() -> None:
    def check(answer: Answer) -> None:
        _, name, variation = answer
        aspects = variation["metadata"].get(ASPECTS, {})
        assert aspects.keys() <= follow_ups()
        topics = [said for said in aspects.values() if leads_to_topic(said)]
        assert [topic for topic in topics if f"utter_{topic}" not in responses()] == []
        assert name.removeprefix("utter_") not in topics, "it leads to itself"

    check_each(variations(), check, called)


def test_what_is_filled_in_is_filled_in_for_every_municipality() -> None:
    def check(answer: Answer) -> None:
        *_, variation = answer
        said = {key: text for key, text in texts(variation).items() if key != "text"}
        assert {key: names_of(text) - COMMON for key, text in said.items() if names_of(text) - COMMON} == {}

    check_each(variations(), check, called)
