"""A municipality's own answers: read whole, or refused by the name of the file to mend."""

from pathlib import Path

import pytest

from bot.municipality.answers import AnswersError, own_answers

GOOD = "responses:\n  utter_faq/pets:\n  - text: Ja.\n"


def write(folder: Path, name: str, content: str) -> None:
    (folder / "prov").mkdir(exist_ok=True)
    (folder / "prov" / name).write_text(content, encoding="utf-8")


def test_all_files_of_a_municipality_are_read_together(tmp_path: Path) -> None:
    write(tmp_path, "a.yml", GOOD)
    write(tmp_path, "b.yml", GOOD.replace("pets", "cars"))
    assert own_answers("prov", tmp_path) == {
        "utter_faq/pets": [{"text": "Ja."}],
        "utter_faq/cars": [{"text": "Ja."}],
    }


def test_a_municipality_without_a_folder_has_no_answers_of_its_own(tmp_path: Path) -> None:
    assert own_answers("prov", tmp_path) == {}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "- a",
        "responses:",
        "responses: {}",
        "responses: []",
        "svar: {a: [{text: b}]}",
        "responses: {a: {text: b}}",
        "responses: {a: [b]}",
        "responses: {a: []}",
        "responses: [",
    ],
)
def test_a_file_that_is_no_mapping_of_responses_is_refused_by_its_name(tmp_path: Path, content: str) -> None:
    write(tmp_path, "a.yml", GOOD)
    write(tmp_path, "bad.yml", content)
    with pytest.raises(AnswersError, match=r"bad\.yml"):
        own_answers("prov", tmp_path)


def test_a_file_that_cannot_be_read_as_text_is_refused_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, "bad.yml", GOOD)
    (tmp_path / "prov/bad.yml").write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(AnswersError, match=r"bad\.yml"):
        own_answers("prov", tmp_path)


def test_an_answer_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.yml", GOOD)
    write(tmp_path, "b.yml", GOOD)
    with pytest.raises(AnswersError, match=r"b\.yml: utter_faq/pets"):
        own_answers("prov", tmp_path)


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prov").write_text(GOOD)
    with pytest.raises(AnswersError, match="prov"):
        own_answers("prov", tmp_path)
