"""Reading answers from text: each wording under wordings/ with its right reading.

measure.tsv was written before the reader and is its measure; more.tsv came after, with what it had misread.
"""

from datetime import date
from pathlib import Path

import pytest

from bot.municipality import load_profile
from bot.programme.answer import Answer
from bot.programme.self_check import DANGER, EVIDENCE_PERSON, UNDER_18
from bot.programme.self_check_reading.places import Places, is_only_place
from bot.programme.self_check_reading.reader import is_only_answer, read
from bot.programme.self_check_reading.reading import Kind, Reading
from bot.programme.self_check_words import words

HERE = Path(__file__).parent / "wordings"
TODAY = date(2026, 11, 27)
ESKILSTUNA = load_profile("eskilstuna")
PLACES = Places.of(ESKILSTUNA.place, *ESKILSTUNA.places)

NAMES = {Kind.CONTRADICTORY: "both", Kind.NO_ANSWER: "none", Kind.MUST_I: "none"}
"""How the files call what is no answer; a hedged answer ends with a question mark there."""


def wordings(file: str) -> list[tuple[str, str, str]]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return [(question, text, right) for question, text, right in (line.split("\t") for line in lines)]


def named(reading: Reading) -> str:
    if reading.answer is None:
        return NAMES.get(reading.kind, reading.kind.value)
    is_hedged = reading.is_hedged and reading.answer is not Answer.UNKNOWN
    return reading.answer.value + ("?" if is_hedged else "")


def ends_wrongly(question: str, right: str, reading: Reading) -> bool:
    """Whether a check would end at once by an answer that was not given."""
    ending = "yes" if question in (DANGER, EVIDENCE_PERSON) else "no"
    return question != UNDER_18 and named(reading) == ending != right


@pytest.mark.parametrize(("question", "text", "right"), wordings("more.tsv"))
def test_a_wording_is_read_as_it_is_meant(question: str, text: str, right: str) -> None:
    assert named(read(question, text, PLACES, TODAY)) == right


def test_of_what_was_written_before_the_reader_nearly_all_is_right_and_nothing_ends_a_check_wrongly() -> None:
    read_so = [
        (text, question, right, read(question, text, PLACES, TODAY))
        for question, text, right in wordings("measure.tsv")
    ]
    wrong = [each for each in read_so if named(each[3]) != each[2]]
    assert len(wrong) <= 0.03 * len(read_so), wrong
    assert not [each for each in read_so if ends_wrongly(each[1], each[2], each[3])]


def test_there_are_four_hundred_wordings_of_every_question_and_none_is_in_both_files() -> None:
    every = [*wordings("measure.tsv"), *wordings("more.tsv")]
    assert len({(question, text) for question, text, _ in every}) == len(every) >= 400
    assert {question for question, _, _ in every} == set(words().questions)


@pytest.mark.parametrize("name", ESKILSTUNA.places)
def test_who_names_a_place_of_the_municipality_lives_there_however_it_is_written(name: str) -> None:
    for text in (name, name.upper(), f"i {name}", f"{name}!", f"jag bor i {name.lower()}", f"ja, {name}"):
        assert named(read("lives_in_municipality", text, PLACES, TODAY)) == "yes", text
        assert is_only_place(text, PLACES), text
    for text in (f"bor inte i {name}", f"har flyttat från {name}", f"bodde i {name} förr"):
        assert named(read("lives_in_municipality", text, PLACES, TODAY)) == "no", text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("under_18", "24"),
        ("under_18", "snart 18"),
        ("under_18", "ja jag är 17 år"),
        ("eu_3", "hoppa över"),
        ("danger", "hur många kvar"),
        ("danger", "börja om"),
        ("lives_in_municipality", "i Torshälla"),
    ],
)
def test_what_is_nothing_but_an_answer_is_no_threat(question: str, text: str) -> None:
    assert is_only_answer(question, text, PLACES)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("under_18", "de är 4 utanför"),
        ("under_18", "17 pers jagar mig"),
        ("under_18", "orkar inte fylla 18"),
        ("danger", "i Torshälla"),
        ("danger", "24"),
        ("eu_3", "vill hoppa från en bro"),
        ("danger", "nej"),
        ("lives_in_municipality", "jag vill inte bo kvar i Ärla jag vill dö"),
    ],
)
def test_what_may_be_more_than_an_answer_is_left_to_the_alarm(question: str, text: str) -> None:
    assert not is_only_answer(question, text, PLACES)


@pytest.mark.parametrize(
    "text", ["de är i Torshälla nu", "nån följer mig i Nyfors", "han hittade mig i Ärla", "dom står i Årby"]
)
def test_a_place_with_anything_else_beside_it_is_not_only_a_place(text: str) -> None:
    assert not is_only_place(text, PLACES)


@pytest.mark.parametrize(("age", "right"), [(10, "yes"), (17, "yes"), (18, "no"), (19, "no"), (67, "no")])
def test_ages_are_read_in_every_form(age: int, right: str) -> None:
    for text in (f"{age}", f"jag är {age}", f"{age} år", f"e {age} bast", f"jag är {age} år gammal"):
        assert named(read(UNDER_18, text, PLACES, TODAY)) == right, text


def test_a_year_of_birth_is_read_by_todays_date_and_left_alone_where_it_could_be_either() -> None:
    assert named(read(UNDER_18, "född 2009", PLACES, TODAY)) == "yes"
    assert named(read(UNDER_18, "född 2007", PLACES, TODAY)) == "no"
    assert read(UNDER_18, "född 2008", PLACES, TODAY).answer is None
    assert named(read(UNDER_18, "född 2009", PLACES, date(2029, 1, 1))) == "no"


def test_a_reading_survives_a_slot() -> None:
    for question, text, _ in wordings("measure.tsv"):
        reading = read(question, text, PLACES, TODAY)
        assert Reading.of_text(reading.to_text()) == reading
