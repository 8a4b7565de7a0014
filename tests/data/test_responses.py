"""What the assistant says: short, plain, sourced, reviewed, and nothing invented."""

import re
from datetime import date
from statistics import mean

import pytest

from bot.municipality.answers import bubbles
from bot.municipality.sources import document_of, documents
from lab.knowledge import MUNICIPALITIES, Answer, called, examples, responses, texts, variations
from tests.support.each import check_each
from tests.support.filled import all_filled, filled
from tests.support.readability import lix

OVERDUE_AFTER_DAYS = 365


def swedish() -> list[Answer]:
    """Every answer in Swedish."""
    return [each for each in variations() if not each[1].startswith("utter_foreign/")]


def overdue(today: date) -> list[str]:
    """Responses reviewed over a year before `today`, or not reviewed at all."""
    late = []
    for _, name, variation in variations():
        reviewed = variation.get("metadata", {}).get("reviewed")
        if not reviewed or (today - date.fromisoformat(reviewed)).days > OVERDUE_AFTER_DAYS:
            late.append(name)
    return late


def test_every_answer_is_at_most_three_bubbles_of_350_characters() -> None:
    def check(answer: Answer) -> None:
        municipality, _, variation = answer
        parts = bubbles(filled(municipality, variation["text"]))
        assert 1 <= len(parts) <= 3
        assert all(len(part) <= 350 for part in parts), [len(part) for part in parts]

    check_each(variations(), check, called)


def test_no_answer_is_hard_to_read() -> None:
    def check(answer: Answer) -> None:
        municipality, _, variation = answer
        assert lix(filled(municipality, variation["text"])) <= 40

    check_each(swedish(), check, called)


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_answers_are_plain_on_average(municipality: str) -> None:
    measured = [lix(filled(whose, each["text"])) for whose, _, each in swedish() if whose == municipality]
    print(f"LIX: {mean(measured):.1f} on average over {len(measured)} answers of {municipality}")
    assert mean(measured) <= 25


def test_every_answer_names_known_sources_and_its_dates() -> None:
    def check(answer: Answer) -> None:
        metadata = answer[-1]["metadata"]
        assert metadata["sources"]
        for source in metadata["sources"]:
            assert document_of(source, documents()), source
        assert date.fromisoformat(metadata["valid_from"]) <= date.fromisoformat(metadata["reviewed"])
        if "valid_to" in metadata:
            assert date.fromisoformat(metadata["valid_to"])

    check_each(variations(), check, called)


def test_no_answer_is_overdue_for_review() -> None:
    assert overdue(date(2026, 11, 21)) == []


def test_an_answer_not_reviewed_for_over_a_year_is_found() -> None:
    assert len(overdue(date(2027, 11, 29))) == len(list(variations()))


def test_only_public_numbers_from_the_sources_are_ever_shown() -> None:
    """112, 114 14, Bris, 1177, help lines by their own pages, and figures that are no phone numbers.

    Kvinnofridslinjen is 020-50 50 50, Orostelefonen 020-100 200, and the line about honour 010-223 57 60.
    """
    allowed = {"112", "114 14", "116 111", "1177", "90101", "90 390", "1984:387", "2025:400"}
    allowed |= {"50 50 50", "100 200", "223 57 60"}
    for municipality, name, variation in variations():
        for which, text in all_filled(municipality, variation).items():
            for number in re.findall(r"\d(?:[\d ]|:(?=\d)){3,}\d", text):
                is_year = re.fullmatch(r"(19|20)\d\d", number)
                assert number in allowed or is_year, (name, which, number)


def test_no_answer_promises_secrecy_or_a_place() -> None:
    promises = [
        r"inget når polisen", r"helt anonym", r"garanter", r"stannar (hos oss|i rummet|mellan oss)",
        r"vi lovar", r"jag lovar", r"aldrig får veta", r"du får en plats", r"tystnadsplikt",
    ]  # fmt: skip
    for municipality, name, variation in variations():
        for which, text in all_filled(municipality, variation).items():
            said = text.replace("kan jag inte lova att inget når polisen", "")
            for promise in promises:
                assert not re.search(promise, said, re.IGNORECASE), (name, which, promise)


def test_danger_and_every_dead_end_name_112() -> None:
    urgent = ("utter_danger/", "utter_call_112_now", "utter_out_of_order", "utter_human", "utter_foreign/")
    dead_ends = ("utter_not_understood", "utter_out_of_scope", "utter_greet", "utter_goodbye", "utter_afraid")
    for municipality, name, variation in variations():
        if name.startswith(urgent + dead_ends):
            assert "112" in filled(municipality, variation["text"]), (municipality, name)


def test_every_button_leads_to_something_that_exists() -> None:
    labels = set(examples()) | {name.removeprefix("utter_") for name in responses() if "/" in name}
    for _, name, variation in variations():
        for button in variation.get("buttons", []):
            assert button["payload"].removeprefix("/") in labels, (name, button)
            assert len(button["title"]) <= 36, (name, button)


def test_every_topic_has_both_an_answer_and_ways_to_ask() -> None:
    answered = {name.removeprefix("utter_") for name in responses() if name.startswith("utter_faq/")}
    asked = {label for label in examples() if label.startswith("faq/")}
    assert answered == asked


def test_no_person_is_named() -> None:
    names = re.compile(r"Kántor|Nissfolk|Ericson|Sigurd|Häggbom|Gosenius|Melin|Persson")
    for _, name, variation in variations():
        assert not names.search("\n".join(texts(variation).values())), name
