"""A source document that is another one than the answers were checked against is told, with the answers."""

import hashlib
from pathlib import Path

import pytest

from bot.municipality.answers import Answers
from bot.municipality.parts import Source
from bot.municipality.sources import Document
from bot.review.files import findings
from bot.review.findings import Urgency

TEXT = "Mottagningen svarar 8 till 16."
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
ANSWERS: Answers = {
    "utter_faq/hours": [{"text": "8 till 16.", "metadata": {"sources": ["Avtalet, avsnitt 2"]}}],
    "utter_faq/phone": [{"text": "112.", "metadata": {"sources": ["polisen.se"]}}],
}


def known(owner: str | None = "eskilstuna") -> dict[str, Document]:
    return {
        "Avtalet": Document("Avtalet", owner, Source(title="avtal", file="avtalet.txt", sha256=DIGEST)),
        "polisen.se": Document("polisen.se", None, Source(title="sidor")),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "avtalet.txt").write_text(TEXT)
    return tmp_path


def test_a_file_as_it_was_is_nothing_to_tell(folder: Path) -> None:
    assert list(findings(ANSWERS, known(), folder)) == []


@pytest.mark.parametrize(
    ("owner", "file"),
    [("eskilstuna", "bot/municipality/eskilstuna.yml"), (None, "bot/municipality/shared/sources.yml")],
)
def test_a_changed_file_is_told_with_the_answers_on_it_and_where_to_write_the_new_hash(
    folder: Path, owner: str | None, file: str
) -> None:
    (folder / "avtalet.txt").write_text("Mottagningen svarar 9 till 15.")
    [finding] = findings(ANSWERS, known(owner), folder)
    assert (finding.urgency, finding.answers) == (Urgency.NOW, ("faq/hours",))
    assert file in finding.to_do
    assert hashlib.sha256((folder / "avtalet.txt").read_bytes()).hexdigest() in finding.to_do


def test_a_missing_file_is_told_as_missing_and_not_as_changed(folder: Path) -> None:
    (folder / "avtalet.txt").unlink()
    [finding] = findings(ANSWERS, known(), folder)
    assert (finding.urgency, finding.answers) == (Urgency.SOON, ("faq/hours",))
    assert "finns inte" in finding.text


def test_without_the_folder_one_line_says_that_the_files_are_not_here() -> None:
    [finding] = findings(ANSWERS, known(), None)
    assert finding.urgency is Urgency.SOME_TIME
    assert "VAGVISAREN_SOURCES" in finding.to_do


def test_without_the_folder_nothing_is_said_where_no_answer_rests_on_a_file() -> None:
    assert list(findings({"utter_faq/phone": ANSWERS["utter_faq/phone"]}, known(), None)) == []
