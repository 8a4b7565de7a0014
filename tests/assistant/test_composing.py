"""What of a response depends on the conversation."""

from typing import Any

import pytest

from bot.assistant.composing import composed, titled
from bot.dialogue.state import State

HOUSING: dict[str, Any] = {
    "text": "Det vet jag inte. Fråga {reception}.",
    "buttons": [{"title": "Att flytta", "payload": "faq/moving"}],
    "metadata": {
        "title": "Får jag bostad?",
        "sources": ["avhoppare.se"],
        "simpler": "Det vet jag inte.",
        "aspects": {"cost": "Det är gratis att fråga.", "who": "faq/phone"},
        "laws": ["sol"],
    },
}
TEMPLATES: dict[str, dict[str, Any]] = {
    "utter_faq/housing": HOUSING,
    "utter_faq/phone": {"text": "Ring.", "metadata": {"title": "Numret", "sources": ["eskilstuna.se"]}},
    "utter_human": {"text": "Ring.", "metadata": {"title": "En människa"}},
    "utter_choices": {"text": "Menade du något av det här?", "metadata": {"offers_choices": True}},
    "utter_ask_danger": {
        "text": "Är du i fara?",
        "buttons": [{"title": "Nej", "payload": "/deny"}],
        "metadata": {"offers_also": True},
    },
    "utter_simpler": {"text": "Kort sagt:", "buttons": [{"title": "M", "payload": "/human"}]},
    "utter_repair/again": {"text": "Jag har inte svarat än."},
    "utter_follow/who": {"text": "Vem vet jag inte.", "metadata": {"sources": []}},
    "utter_follow/cost": {"text": "Vad det kostar vet jag inte."},
    "utter_follow/when": {"text": "När vet jag inte."},
}
ABOUT_HOUSING = State(topic="faq/housing")


def made(name: str, state: State) -> dict[str, Any]:
    template = composed(name, state, TEMPLATES.get)
    assert template
    return template


def test_an_answer_is_sent_without_what_only_editors_need() -> None:
    assert made("utter_faq/housing", State())["metadata"] == {"sources": ["avhoppare.se"]}


def test_choices_have_a_title_each_and_a_way_out() -> None:
    buttons = made("utter_choices", State(choices=("faq/housing", "human")))["buttons"]
    assert buttons == [
        {"title": "Får jag bostad?", "payload": "faq/housing"},
        {"title": "En människa", "payload": "/human"},
        {"title": "Inget av det", "payload": "/choose_none"},
    ]


def test_what_else_may_be_meant_stands_after_a_questions_own_buttons() -> None:
    buttons = made("utter_ask_danger", State(choices=("faq/housing",)))["buttons"]
    assert [button["payload"] for button in buttons] == ["/deny", "faq/housing"]


def test_without_choices_there_is_nothing_to_refuse() -> None:
    assert made("utter_choices", State())["buttons"] == []


@pytest.mark.parametrize(
    ("aspect", "text"),
    [("cost", "Det är gratis att fråga."), ("when", "När vet jag inte.")],
)
def test_a_follow_up_gets_what_the_last_answer_says_of_it(aspect: str, text: str) -> None:
    assert made(f"utter_follow/{aspect}", ABOUT_HOUSING)["text"] == text


def test_what_an_answer_does_not_say_comes_with_its_buttons() -> None:
    assert made("utter_follow/when", ABOUT_HOUSING)["buttons"] == HOUSING["buttons"]


def test_simpler_is_the_last_answer_with_its_sources() -> None:
    simple = made("utter_simpler", ABOUT_HOUSING)
    assert simple["text"] == "Kort sagt:\n\nDet vet jag inte."
    assert simple["metadata"]["sources"] == ["avhoppare.se"]
    assert simple["buttons"] == [{"title": "M", "payload": "/human"}]


def test_who_asked_for_simpler_answers_gets_them_from_then_on() -> None:
    assert made("utter_faq/housing", State(is_simple=True))["text"] == "Det vet jag inte."
    assert made("utter_faq/phone", State(is_simple=True))["text"] == "Ring."


def test_again_is_the_last_answer_itself() -> None:
    assert made("utter_repair/again", ABOUT_HOUSING)["text"] == HOUSING["text"]
    assert made("utter_repair/again", State())["text"] == "Jag har inte svarat än."


ENGLISH = {
    "text": "I don't know.",
    "title": "A home?",
    "simpler": "No.",
    "aspects": {"cost": "Free."},
    "buttons": {},
}
IN_ENGLISH = {
    **TEMPLATES,
    "utter_faq/housing": {**HOUSING, "metadata": {**HOUSING["metadata"], "english": ENGLISH}},
    "utter_choices": {
        **TEMPLATES["utter_choices"],
        "metadata": {"offers_choices": True, "english": {**ENGLISH, "text": "Did you mean this?"}},
    },
    "utter_faq/moving": {"text": "Flytta.", "metadata": {"english": {**ENGLISH, "title": "Moving"}}},
}


def english(name: str, **state: Any) -> dict[str, Any]:
    template = composed(name, State(language="en", **state), IN_ENGLISH.get)
    assert template
    return template


def test_in_english_everything_of_an_answer_is_english_and_says_that_it_is_translated() -> None:
    answer = english("utter_faq/housing")
    assert (answer["text"], answer["metadata"]["lang"]) == ("I don't know.", "en")
    assert answer["buttons"] == [{"title": "Moving", "payload": "faq/moving"}]
    assert answer["metadata"]["sources"] == ["avhoppare.se", "Translation of the Swedish text"]
    assert answer["metadata"].keys() == {"sources", "lang"}, "the rest is for us"


def test_in_english_choices_follow_ups_and_simpler_texts_are_english() -> None:
    assert english("utter_choices", choices=("faq/housing",))["buttons"] == [
        {"title": "A home?", "payload": "faq/housing"},
        {"title": "None of these", "payload": "/choose_none"},
    ]
    assert english("utter_follow/cost", topic="faq/housing")["text"] == "Free."
    assert english("utter_faq/housing", is_simple=True)["text"] == "No."


def test_what_has_no_translation_stays_swedish_and_a_swedish_conversation_has_no_english() -> None:
    assert english("utter_faq/phone")["text"] == "Ring."
    swedish = composed("utter_faq/housing", State(), IN_ENGLISH.get)
    assert swedish == made("utter_faq/housing", State())


def test_an_unknown_response_stays_unknown() -> None:
    assert composed("utter_nothing", State(), TEMPLATES.get) is None


def test_a_municipalitys_own_answer_has_the_shared_ones_title() -> None:
    own = titled({"utter_faq/housing": [{"text": "Ring."}]}, {"utter_faq/housing": [HOUSING]})
    assert own["utter_faq/housing"][0]["metadata"] == {"title": "Får jag bostad?"}
