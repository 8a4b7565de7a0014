"""Nobody is told of one municipality what only another one has said."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.municipality.answers import FOLDER
from bot.municipality.sources import document_of, documents
from bot.settings import ROOT
from lab.knowledge import MUNICIPALITIES, SHARED, Responses, responses, texts, variations
from tests.support.each import check_each
from tests.support.filled import PHRASES, filled, names_of, read_by_visitors

WITH_OWN = tuple(sorted(path.name for path in FOLDER.iterdir()))

ABOUT_OTHERS = {"utter_faq/botkyrka", "utter_faq/reference_group"}
"""Answers that are about other municipalities, and may name their documents."""

THINGS: dict[str, dict[str, set[str]]] = {
    "eskilstuna": {
        r"eskilstuna": set(),
        r"vägval": set(),
        r"8[–-]16": set(),
        r"\d[–-]\d veckor": set(),
        r"telefonsvar": set(),
        r"fyra krav": set(),
        r"\belva\b": set(),
        r"minst sex(?! månader)": set(),
        r"nummer 1, 3": set(),
        r"måste alltid": set(),
        r"inte måste": set(),
        r"hemmaplansvård": set(),
        r"insatsgrupp": set(),
        r"misstankeregist": set(),
        r"avhopparmedel": set(),
        r"teamledare": set(),
        r"blankett": set(),
        r"överenskommelse": set(),
        r"socialförvaltning": set(),
        r"kontaktperson": set(),
        r"med förutsättningar": set(),
        r"(?<!nck )2023": set(),
        r"4 kap": set(),
        r"bops": {"utter_faq/bops"},
        r"kartläggning": {"utter_faq/mapping"},
        r"självkontroll": {"utter_self_check_intro", "utter_self_check_outcome"},
    },
    "botkyrka": {
        r"botkyrka": {*ABOUT_OTHERS, "utter_faq/other_municipality"},
        r"våldspreventiv": {"utter_faq/botkyrka"},
        r"arbetsgrupp": set(),
        r"justitiedepartement": set(),
    },
}
"""What only one municipality's texts say, and the shared answers that have to use the word."""

NOTHING_TO_CHANGE = [{"type": "slot", "name": "self_check_outcome", "value": "nothing"}]
"""When somebody goes back who has answered nothing, which may happen anywhere."""

NOT_KNOWN = re.compile(r"inte i mina källor|ingen självkontroll")


def answers(municipality: str) -> list[tuple[str, str]]:
    """Each answer's name and what visitors of the municipality read, its buttons too."""
    return [(name, read_by_visitors(municipality, each)) for _, name, each in variations(municipality)]


def is_repeated(own: list[dict[str, Any]], shared: list[dict[str, Any]], municipality: str) -> bool:
    """Whether visitors would get the same without the own answer: whatever stands in its metadata."""

    def got(choices: list[dict[str, Any]]) -> list[tuple[Any, str, Any]]:
        return [(c.get("condition"), filled(municipality, c["text"]), c.get("buttons")) for c in choices]

    return got(own) == got(shared)


def test_every_municipality_with_answers_of_its_own_is_checked() -> None:
    assert {*WITH_OWN} == {*MUNICIPALITIES} - {SHARED} == {*THINGS}


def test_an_own_file_only_has_answers_of_the_shared_file_of_its_name() -> None:
    def check(path: Path) -> None:
        shared = yaml.safe_load((ROOT / "data/responses" / path.name).read_text(encoding="utf-8"))
        own = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert own["responses"].keys() <= shared["responses"].keys()

    check_each(FOLDER.glob("*/*.yml"), check, lambda path: f"{path.parent.name}/{path.name}")


@pytest.mark.parametrize("municipality", WITH_OWN)
def test_no_own_answer_repeats_the_shared_one(municipality: str) -> None:
    own, shared = responses(municipality), responses()
    different = {name for name in own if own[name] is not shared[name]}
    assert different
    assert not [name for name in different if is_repeated(own[name], shared[name], municipality)]


def test_an_own_answer_that_repeats_the_shared_one_is_found_also_where_only_the_name_is_filled_in() -> None:
    own: Responses = {"a": [{"text": "Fråga Vägvalet.", "metadata": {"sources": ["Överenskommelsen 2023"]}}]}
    assert is_repeated(own["a"], [{"text": "Fråga {reception}."}], "eskilstuna")
    assert not is_repeated(own["a"], [{"text": "Ring {reception}."}], "eskilstuna")


def test_every_document_is_the_nations_or_a_municipalitys_that_we_know() -> None:
    assert {each.owner for each in documents().values()} == {None, *WITH_OWN}


@pytest.mark.parametrize("name", ["sources", "quotes"])
def test_no_document_stands_twice(name: str) -> None:
    """YAML keeps only the second one, and nobody is told."""
    path = ROOT / f"bot/municipality/shared/{name}.yml"
    node: Any = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    named = Counter(key.value for key, _ in node.value)
    assert [each for each, count in named.items() if count > 1] == []


def test_every_document_that_is_kept_as_text_has_its_hash() -> None:
    kept = [each.source for each in documents().values() if each.source.file or each.source.sha256]
    assert len({source.file for source in kept}) == 5
    for source in kept:
        assert re.fullmatch(r"[0-9a-f]{64}", source.sha256 or ""), source.title
        assert (source.file or "").endswith(".txt"), source.title


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_an_answer_rests_on_the_nations_documents_or_its_municipalitys_own(municipality: str) -> None:
    for _, name, variation in variations(municipality):
        for source in [] if name in ABOUT_OTHERS else variation["metadata"]["sources"]:
            document = document_of(source, documents())
            assert document, (name, source)
            assert document.owner in {None, municipality}, (name, source)


def test_what_only_one_municipality_has_said_is_said_there_and_nowhere_else() -> None:
    def check(thing: tuple[str, str]) -> None:
        owner, pattern = thing
        allowed = THINGS[owner][pattern]
        assert [name for name, text in answers(owner) if re.search(pattern, text, re.IGNORECASE)]
        for other in MUNICIPALITIES:
            found = {name for name, text in answers(other) if re.search(pattern, text, re.IGNORECASE)}
            assert other == owner or found <= allowed, (other, found - allowed)

    check_each([(owner, pattern) for owner, patterns in THINGS.items() for pattern in patterns], check)


def test_a_shared_answer_that_has_to_use_eskilstunas_word_says_that_nothing_is_known() -> None:
    for name in set().union(*THINGS["eskilstuna"].values()):
        said = [each for each in responses()[name] if each.get("condition") != NOTHING_TO_CHANGE]
        assert all(NOT_KNOWN.search(variation["text"]) for variation in said), name


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_no_placeholder_is_left_unfilled(municipality: str) -> None:
    for name, text in answers(municipality):
        assert not re.search(r"[{}]", text), name


def test_no_button_has_a_placeholder() -> None:
    titles = [b["title"] for _, _, variation in variations() for b in variation.get("buttons", [])]
    assert not [title for title in titles if names_of(title)]


def test_no_sentence_begins_with_the_receptions_name_nor_has_it_in_genitive() -> None:
    """It may begin with a small letter, and end in an s or in a place."""
    for _, name, variation in variations():
        for which, text in texts(variation).items():
            assert not re.search(r"(^|[.!?]\s|\n)\{reception\}", text), (name, which)
            assert "{reception}s" not in text, (name, which)


@pytest.mark.parametrize("municipality", [each for each in MUNICIPALITIES if each != "eskilstuna"])
def test_nobody_is_led_to_a_self_check_that_there_is_not(municipality: str) -> None:
    for _, name, variation in variations(municipality):
        payloads = [button["payload"] for button in variation.get("buttons", [])]
        assert "/start_self_check" not in payloads, name
    for name in ("utter_self_check_intro", "utter_self_check_outcome"):
        [only] = [
            each for each in responses(municipality)[name] if each.get("condition") != NOTHING_TO_CHANGE
        ]
        text = filled(municipality, only["text"])
        assert "condition" not in only
        assert f"ingen självkontroll för {PHRASES[municipality]['place']}" in text
        assert "114 14" in text
        payloads = [button["payload"] for button in only["buttons"]]
        assert "/human" in payloads
        assert "/affirm" not in payloads


def test_eskilstunas_self_check_has_all_its_outcomes() -> None:
    outcomes = responses("eskilstuna")["utter_self_check_outcome"]
    assert [outcome["condition"][0]["value"] for outcome in outcomes] == [
        "nothing",
        "danger_first",
        "other_municipality",
        "likely_meets",
        "unclear",
        "likely_not",
    ]
