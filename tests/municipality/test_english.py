"""The English answers: whole, or refused by file and line; and never another answer than the Swedish one."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.municipality.answers import Answers, AnswersError, answers_for
from bot.municipality.english import ENGLISH, translations_for, with_english
from tests.support.each import check_each

MUNICIPALITIES = ("eskilstuna", "botkyrka")
FIGURE = re.compile(r"\d+(?:[ :.–-]\d+)*")
PLACEHOLDER = re.compile(r"{\w+}")


def write(folder: Path, content: str, name: str = "shared") -> Path:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "a.yml").write_text(content, encoding="utf-8")
    return folder


GOOD = "utter_greet:\n  text: Hello.\n  translated: 2026-11-28\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD + "utter_faq/unknown:\n  text: Yes.\n  translated: 2026-11-28\n", "rad 4"),
        (GOOD.replace("  text: Hello.\n", ""), "rad 1"),
        (GOOD.replace("text: Hello.", "texts: [Hello., Hi., Hey.]"), "rad 1"),
        (GOOD.replace("text:", "tekst:"), "rad 2"),
        (GOOD.replace("2026-11-28", "soon"), "rad 3"),
    ],
)
def test_a_mistake_is_refused_with_its_file_and_line(tmp_path: Path, content: str, line: str) -> None:
    with pytest.raises(AnswersError, match=rf"english/shared/a\.yml, {line}"):
        translations_for("eskilstuna", write(tmp_path, content))


def test_a_shared_translation_is_not_used_for_a_municipality_s_own_answer(tmp_path: Path) -> None:
    translation = GOOD.replace("utter_greet", "utter_faq/phone")
    own = translations_for("eskilstuna", write(tmp_path, translation))
    assert "utter_faq/phone" in answers_for("eskilstuna")
    assert "utter_faq/phone" not in own, "Eskilstuna says something else of the phone than we do"
    assert "utter_faq/phone" in translations_for("stockholm", tmp_path)


def test_each_variation_gets_its_own_text(tmp_path: Path) -> None:
    shared = answers_for("eskilstuna")
    answers: Answers = {"utter_faq/under_18": shared["utter_faq/under_18"]}
    [variation] = with_english(answers, translations_for("eskilstuna"))["utter_faq/under_18"]
    assert variation["text"] == answers["utter_faq/under_18"][0]["text"]
    assert "18" in variation["metadata"][ENGLISH]["text"]


def pairs(municipality: str) -> dict[str, list[tuple[str, dict[str, Any], dict[str, Any]]]]:
    """Each variation's texts in Swedish and in English, by what they are, by the answer's name."""
    translated = with_english(answers_for(municipality), translations_for(municipality))
    found: dict[str, list[tuple[str, dict[str, Any], dict[str, Any]]]] = {}
    for name, variations in translated.items():
        for each in variations:
            metadata = each.get("metadata") or {}
            if ENGLISH in metadata:
                swedish = {"text": each["text"], "simpler": metadata.get("simpler")}
                found.setdefault(name, []).append((name, swedish, metadata[ENGLISH]))
    return found


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_a_translation_fills_in_what_the_answer_fills_in_and_keeps_its_figures(municipality: str) -> None:
    known = pairs(municipality)

    def check(name: str) -> None:
        for _, swedish, english in known[name]:
            for kind in ("text", "simpler"):
                original, translated = swedish[kind] or "", english[kind] or ""
                assert bool(original) == bool(translated), kind
                assert {*PLACEHOLDER.findall(translated)} == {*PLACEHOLDER.findall(original)}, kind
                said, meant = {*FIGURE.findall(translated)}, {*FIGURE.findall(original)}
                assert _digits(said) == _digits(meant), kind

    check_each(known, check)


def _digits(figures: set[str]) -> set[str]:
    return {digits for figure in figures for digits in re.findall(r"\d+", figure)}


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_whoever_is_told_of_112_in_swedish_is_told_in_english(municipality: str) -> None:
    known = pairs(municipality)

    def check(name: str) -> None:
        texts = [(swedish["text"], english["text"]) for _, swedish, english in known[name]]
        assert all(("112" in swedish) == ("112" in english) for swedish, english in texts)

    check_each(known, check)
