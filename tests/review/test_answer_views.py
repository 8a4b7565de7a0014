"""Staff see every answer as a visitor reads it, under a heading in Swedish, with what it rests on."""

from datetime import datetime, timezone
from typing import Any

import pytest

from bot.municipality import load_profile
from bot.municipality.parts import Source
from bot.municipality.sources import Document, documents
from bot.review.answer_set import AnswerSet, all_ways, answers_of
from bot.review.answer_views import AnswerGroup, AnswerView, AnswerViews
from bot.review.answer_views import Source as AnswerSource
from bot.review.words import WORDS, Words
from bot.settings import ROOT

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
MUNICIPALITIES = ("eskilstuna", "botkyrka")
WORDS_OF_TEST = Words(
    files={"b": "Andra filen", "a": "Första filen"},
    answers={"human": "Vill till {reception}"},
    conditions={"reception": {"open": "När det är öppet", "otherwise": "När det är stängt"}},
    slots={"points": "[svaren]"},
    aspects={"who": "Vem?", "cost": "Vad kostar det?"},
)


def groups(municipality: str) -> list[AnswerGroup]:
    profile = load_profile(municipality)
    views = AnswerViews(profile.phrases(SATURDAY), documents(), all_ways().examples, WORDS)
    return views.groups(answers_of(profile))


def view_of(
    name: str,
    *variations: dict[str, Any],
    own: dict[str, str] | None = None,
    titles: dict[str, str] | None = None,
) -> AnswerView:
    """One answer, as the words of this test show it."""
    known = {"Avtalet": Document("Avtalet", "prov", Source(title="avtal, juni 2023"))}
    views = AnswerViews({"reception": "Mottagningen"}, known, {"faq/pets": "får man ha hund"}, WORDS_OF_TEST)
    [group] = views.groups(AnswerSet({name: list(variations)}, own or {}, {"a": (name,)}, titles or {}))
    return group.answers[0]


def test_an_answer_is_shown_whole() -> None:
    text = "Ring {reception}.\n\nDu svarade {points}. {unknown}"
    sources = {"sources": ["Avtalet, avsnitt 2", "Någon annan"]}
    named = {"laws": ["pl_9"]}
    days = {"valid_from": "2023-06-01", "reviewed": "2026-11-22"}
    buttons = [{"title": "Numret", "payload": "faq/phone"}]
    found = view_of(
        "utter_faq/pets", {"text": text, "buttons": buttons, "metadata": {**sources, **named, **days}}
    )
    [variation] = found.variations
    assert (found.heading, found.anchor) == ("Får man ha hund", "faq-pets")
    assert variation.when == ""
    assert variation.bubbles == ["Ring Mottagningen.", "Du svarade [svaren]. {unknown}"]
    assert variation.buttons == ["Numret"]
    assert variation.sources == [
        AnswerSource("Avtalet, avsnitt 2", "avtal, juni 2023"),
        AnswerSource("Någon annan", ""),
    ]
    assert variation.laws == ["polislagen (1984:387), 9 §"]
    assert variation.days == {"Gäller från": "2023-06-01", "Granskat": "2026-11-22"}


def test_the_title_the_simpler_text_and_what_follow_ups_get_are_shown() -> None:
    aspects = {"who": "faq/pets", "cost": "Fråga {reception}."}
    metadata = {"simpler": "Fråga {reception} om hund.", "aspects": aspects}
    titles = {"utter_faq/pets": "Om djur"}
    found = view_of("utter_faq/pets", {"text": "Ja.", "metadata": metadata}, titles=titles)
    assert (found.title, found.heading) == ("Om djur", "Om djur")
    assert found.variations[0].simpler == "Fråga Mottagningen om hund."
    assert found.variations[0].aspects == {"Vem?": "→ Om djur", "Vad kostar det?": "Fråga Mottagningen."}


def test_a_municipalitys_own_answer_has_the_shared_title_and_every_question_has_one() -> None:
    there = answers_of(load_profile("eskilstuna"))
    assert "utter_faq/evenings" in there.own
    assert there.titles["utter_faq/evenings"] == "Svarar någon på kvällen?"


def test_every_aspect_is_a_question_in_words() -> None:
    follow_ups = {
        name.removeprefix("utter_follow/") for name in answers_of(load_profile("eskilstuna")).answers
    }
    assert {each for each in follow_ups if not each.startswith("utter_")} == set(WORDS.aspects)


def test_it_is_said_in_words_when_each_variation_is_said() -> None:
    is_open = [{"type": "slot", "name": "reception", "value": "open"}]
    found = view_of("utter_human", {"text": "Ring.", "condition": is_open}, {"text": "Ring i morgon."})
    assert [variation.when for variation in found.variations] == ["När det är öppet", "När det är stängt"]
    assert found.heading == "Vill till Mottagningen"


def test_an_own_answer_is_told_from_a_shared_one_and_each_names_its_file() -> None:
    own = view_of("utter_faq/pets", {"text": "Ja."}, own={"utter_faq/pets": "egna/a.yml"})
    shared = view_of("utter_faq/pets", {"text": "Ja."})
    assert (own.is_own, own.file) == (True, "egna/a.yml")
    assert (shared.is_own, shared.file) == (False, "data/responses/a.yml")


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_the_file_that_is_named_has_the_answer(municipality: str) -> None:
    for group in groups(municipality):
        for answer in group.answers:
            assert f"  utter_{answer.name}:\n" in (ROOT / answer.file).read_text(encoding="utf-8")


def test_a_line_in_another_language_has_the_tag_of_its_language() -> None:
    languages = {each: view_of(f"utter_foreign/{each}", {"text": "112."}).language for each in ("ar", "bcs")}
    assert languages == {"ar": "ar", "bcs": "bs"}
    assert view_of("utter_faq/pets", {"text": "Ja."}).language == "sv"


def test_files_are_shown_in_the_order_of_the_words_and_unknown_ones_last() -> None:
    files: dict[str, tuple[str, ...]] = {"a": (), "c": (), "b": ()}
    found = AnswerViews({}, {}, {}, WORDS_OF_TEST).groups(AnswerSet({}, {}, files))
    assert [group.heading for group in found] == ["Andra filen", "Första filen", "c"]


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_every_answer_is_shown_once_with_nothing_left_to_fill_in(municipality: str) -> None:
    answers = [answer for group in groups(municipality) for answer in group.answers]
    assert (
        len({answer.anchor for answer in answers})
        == len(answers)
        == len(answers_of(load_profile(municipality)).answers)
    )
    for answer in answers:
        for variation in answer.variations:
            assert variation.bubbles and variation.sources and "Granskat" in variation.days, answer.name
            shown = (answer.heading, *variation.bubbles, variation.simpler, *variation.aspects.values())
            assert "{" not in "".join(shown), answer.name


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_every_heading_is_words_and_not_a_name_in_code(municipality: str) -> None:
    for group in groups(municipality):
        assert group.heading != group.name
        for answer in group.answers:
            assert "_" not in answer.heading and answer.heading != answer.name, answer.name
            assert not any("_" in each.when or ":" in each.when for each in answer.variations), answer.name


def test_no_heading_tells_botkyrkas_staff_of_eskilstuna_or_a_made_up_person() -> None:
    for group in groups("botkyrka"):
        for answer in group.answers:
            for name in ("Eskilstuna", "Vägvalet", "Nordqvist"):
                assert name not in answer.heading, answer.name


def test_the_words_name_no_file_and_no_answer_that_is_not_there() -> None:
    there = answers_of(load_profile("eskilstuna"))
    assert set(WORDS.files) == set(there.files)
    assert {f"utter_{name}" for name in WORDS.answers} <= set(there.answers)


def test_a_municipalitys_own_line_in_another_language_is_what_is_shown() -> None:
    line = "Call 112, or {reception_contact}."
    profile = load_profile("eskilstuna").model_copy(update={"languages": {"en": line}})
    there = answers_of(profile)
    assert there.answers["utter_foreign/en"][0]["text"] == line
    assert there.own["utter_foreign/en"] == "bot/municipality/eskilstuna.yml"
