"""The ready-made lines, and what is told first: they say nothing that no source says."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import yaml

from bot.municipality import load_profile
from bot.settings import ROOT
from bot.web.desk import phrases
from bot.web.desk.phrases import PHRASES, REFERRALS, Phrase, phrases_of
from bot.web.explanation import load_explanation
from lab.knowledge import SHARED, variations
from tests.support.each import check_each
from tests.support.readability import lix

EXPLANATION = load_explanation()
TOLD_FIRST = {
    text[:30]: Phrase(title=text[:30], text=text, sources=EXPLANATION.sources) for text in EXPLANATION.texts
}
READY_MADE = {phrase.title: phrase for phrase in (*PHRASES, *REFERRALS.values())}
ALL = {**READY_MADE, **TOLD_FIRST}
FILE = Path(phrases.__file__).with_name("phrases.yml")
STATES_A_FACT = re.compile(
    r"\d|\blag(en|ar)?\b|\bsekretess|\bbrott\b|\banmäl|\banonym|\bsocialtjänst|\bpolis", re.I
)
PROMISES = [
    r"garanter", r"\blovar?\b", r"alltid anonym", r"helt anonym", r"aldrig får veta", r"ingen får veta",
    r"inget når polisen", r"stannar (hos oss|här|mellan oss|i rummet)", r"tystnadsplikt", r"hundra procent",
    r"100 procent", r"\b(säker|trygg)t? här", r"du får en plats", r"vi skyddar dig", r"kommer inte (fram|ut)",
]  # fmt: skip


def numbers(text: str) -> set[str]:
    """Every number, with the groups it is written in."""
    return set(re.findall(r"\d+(?: \d+)*", text))


def title(phrase: Phrase) -> str:
    """What a phrase is called where something is wrong with it."""
    return phrase.title


def test_a_number_also_stands_in_the_assistants_answers() -> None:
    answered = {number for _, _, each in variations() for number in numbers(each["text"])}

    def check(phrase: Phrase) -> None:
        assert numbers(phrase.text) <= answered

    check_each(ALL.values(), check, title)


def test_no_phone_number_but_the_public_ones() -> None:
    found = {number for phrase in ALL.values() for number in numbers(phrase.text)}
    assert {each for each in found if len(each) > 2} <= {
        "112",
        "114 14",
        "90101",
        "116 111",
        "90 390",
        "2025",
    }


def test_a_phrase_that_states_a_number_or_a_law_names_its_source() -> None:
    def check(phrase: Phrase) -> None:
        assert phrase.sources or not STATES_A_FACT.search(phrase.text)

    check_each(ALL.values(), check, title)


def test_every_source_is_one_that_the_assistants_answers_rest_on() -> None:
    known = {
        source for _, _, each in variations(SHARED) for source in each.get("metadata", {}).get("sources", [])
    }
    for phrase in ALL.values():
        assert set(phrase.sources) <= known, phrase.title


def test_it_is_easy_to_read() -> None:
    def check(phrase: Phrase) -> None:
        assert lix(phrase.text) <= 50

    check_each(ALL.values(), check, title)


def test_it_promises_nothing() -> None:
    def check(phrase: Phrase) -> None:
        assert not [promise for promise in PROMISES if re.search(promise, phrase.text, re.IGNORECASE)]

    check_each(ALL.values(), check, title)


def test_what_is_said_about_a_crisis_line_names_112_first() -> None:
    text = REFERRALS["suicide_line"].text
    assert 0 < text.index("112") < text.index("90101")


def test_titles_differ_and_texts_fit_in_one_message() -> None:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert len(READY_MADE) == len(content["phrases"]) + len(content["referrals"])
    for phrase in ALL.values():
        assert phrase.text == phrase.text.strip()
        assert 0 < len(phrase.text) <= 500
        assert set(re.findall(r"{\w*}", phrase.text)) <= {"{reception}"}


def test_whose_reception_it_is_is_filled_in() -> None:
    botkyrka = load_profile("botkyrka")
    said = [*load_explanation().texts_for(botkyrka), *(phrase.text for phrase in phrases_of(botkyrka))]
    assert sum("socialtjänsten i Botkyrka" in text for text in said) == 2
    assert not [text for text in said if "{" in text or "Vägvalet" in text]


def test_a_button_that_is_named_is_one_the_visitor_has() -> None:
    """A line tells the visitor what to press; it has to be called that on the visitor's page."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/web/static").glob("*.js"))
    for phrase in ALL.values():
        for name in re.findall(r'"([^"]+)"', phrase.text):
            assert name in scripts, phrase.title


def test_what_is_told_first_was_read_through_within_a_year() -> None:
    assert datetime.now(timezone.utc).date() - EXPLANATION.reviewed < timedelta(days=365)


def test_what_is_told_first_is_short_enough_to_be_read() -> None:
    assert len(EXPLANATION.texts) <= 3
    assert all(len(text) <= 350 for text in EXPLANATION.texts)
