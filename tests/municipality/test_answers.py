"""A municipality's own answers: read whole, or refused by the name of the file to mend."""

from pathlib import Path

import pytest

from bot.municipality.answers import AnswersError, own_answers, refuse_wrong_answers
from bot.municipality.laws import Law, LawsError

GOOD = "responses:\n  utter_faq/pets:\n  - text: Ja.\n"
ANSWER = "responses:\n  utter_faq/pets:\n  - text: Ja.\n  - text: Nej.\n    metadata:\n      "


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


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ("laws: [pl_9, pl_99]", r"rad 6: utter_faq/pets nämner lagen 'pl_99', som inte finns: rätta nyckeln"),
        ("laws: pl_9", r"rad 6: utter_faq/pets har laws som inte är en lista"),
        ("laws: [{pl_9: ja}]", r"rad 6: utter_faq/pets nämner lagen"),
        ('proposed: "2025-12-01"', r"rad 6: utter_faq/pets har raden proposed, som inte används"),
    ],
)
def test_an_answer_that_names_a_law_we_do_not_have_is_refused(
    tmp_path: Path, metadata: str, told: str
) -> None:
    (tmp_path / "prov").mkdir()
    (tmp_path / "prov/a.yml").write_text(ANSWER + metadata, encoding="utf-8")
    with pytest.raises(AnswersError, match=r"^prov/a\.yml, " + told):
        own_answers("prov", tmp_path)


def test_an_answer_that_names_laws_we_have_is_read(tmp_path: Path) -> None:
    (tmp_path / "prov").mkdir()
    (tmp_path / "prov/a.yml").write_text(ANSWER + "laws: [pl_9, osl_26_1]", encoding="utf-8")
    [_, other] = own_answers("prov", tmp_path)["utter_faq/pets"]
    assert other["metadata"] == {"laws": ["pl_9", "osl_26_1"]}


def test_laws_that_cannot_be_read_are_told_as_what_is_wrong_with_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong() -> dict[str, Law]:
        raise LawsError("laws.yml, rad 3: fel")

    monkeypatch.setattr("bot.municipality.answers.laws", wrong)
    (tmp_path / "prov").mkdir()
    (tmp_path / "prov/a.yml").write_text(ANSWER + "laws: [pl_9]", encoding="utf-8")
    with pytest.raises(AnswersError, match=r"laws\.yml, rad 3: fel"):
        own_answers("prov", tmp_path)


def test_every_answer_of_ours_is_read_before_a_training() -> None:
    refuse_wrong_answers()
