"""Every figure in an answer stands in the words of a source that it names: a typo in a fact cannot land."""

import re
from collections.abc import Iterator

import pytest
import yaml

from bot.municipality.sources import document_of, documents
from bot.settings import ROOT
from lab.knowledge import Answer, called, texts, variations
from tests.support.each import check_each

QUOTES: dict[str, list[str]] = yaml.safe_load(
    (ROOT / "bot/municipality/shared/quotes.yml").read_text(encoding="utf-8")
)

NUMBERS = ["fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
WORDS = {word: str(number) for number, word in enumerate(NUMBERS, start=4)}
"""Numbers that are facts also where they are words; one, two and three are in every other sentence."""

OUR_OWN = {
    # what we count ourselves in what a source lists
    "utter_faq/reference_group": {"9"},
    # the choices that one can answer by their number
    "utter_which_one": {"1", "2", "3"},
    # what was asked, in a line that says that the answer is not known
    "utter_follow/under_18": {"18"},
}

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
UNITS = "krav|miljon|punkt|veckor|år|myndigheter"
FIGURES = [
    rf"\d+ (?:{MONTHS})(?: \d{{4}})?",
    rf"(?:{MONTHS}) \d{{4}}",
    r"\d+(?:, \d+)+ och \d+",
    r"\d+-\d+",
    r"minst \d+",
    rf"\d+[- ](?:{UNITS})",
    r"\d{2,3} \d{2,3}",
    r"\d+",
]
"""What is one figure, the longest first: a typo in a part of it makes it another."""


def plain(text: str) -> str:
    """The text in small letters, with digits for number words, one kind of dash, and whole hours."""
    text = re.sub(r"\{\w+\}", "", text.lower()).replace("–", "-").replace(".00", "")
    text = re.sub(r"\w+", lambda word: WORDS.get(word[0], word[0]), text)
    return re.sub(r"(?<=\d) till (?=\d)", "-", text)


def figures(text: str) -> set[str]:
    """The figures in a text."""
    return {found.replace("-punkt", " punkt") for found in re.findall("|".join(FIGURES), plain(text))}


def parts(figure: str) -> set[str]:
    """A source's figure, and what it says beside: the month of a date, the number of a unit."""
    words = figure.split()
    return {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}


def stated() -> Iterator[tuple[Answer, str, str]]:
    """Every answer's figures, one at a time, each with the text of the answer that it stands in."""
    for answer in variations():
        for which, text in texts(answer[-1]).items():
            for figure in sorted(figures(text)):
                yield answer, which, figure


def named(metadata: dict[str, list[str]]) -> set[str]:
    """The documents an answer names, without their sections."""
    found = (document_of(source, documents()) for source in metadata["sources"])
    return {document.name for document in found if document}


def known(metadata: dict[str, list[str]]) -> set[str]:
    """The figures that its sources' words allow."""
    quotes = [quote for document in named(metadata) for quote in QUOTES[document]]
    return {part for quote in quotes for figure in figures(quote) for part in parts(figure)}


def test_every_source_has_its_words() -> None:
    assert set(QUOTES) == set(documents())


def test_every_figure_of_an_answer_stands_in_one_of_its_sources() -> None:
    def check(found: tuple[Answer, str, str]) -> None:
        (_, name, variation), _, figure = found
        assert figure in known(variation["metadata"]) | OUR_OWN.get(name, set())

    check_each(stated(), check, lambda found: f"{called(found[0])} {found[1]} {found[2]!r}")


HELPLINES = {"mind.se": "90101", "alwaysmind.se": "90 390", "bris.se": "116 111", "1177.se": "1177"}


def test_a_helpline_is_a_source_only_where_its_number_stands() -> None:
    def check(answer: Answer) -> None:
        *_, variation = answer
        if "{self_check_extra}" not in variation["text"]:  # there an action adds Bris for who is under 18
            beside = {source for source in named(variation["metadata"]) if source in HELPLINES}
            said = "\n".join(texts(variation).values())
            assert {source for source in beside if HELPLINES[source] not in said} == set()

    check_each(variations(), check, called)


@pytest.mark.parametrize(
    ("wrong", "source"),
    [
        ("vardagar klockan 8–17", "Överenskommelsen 2023, avsnitt 2.1"),
        ("vardagar, 8 till 17", "Överenskommelsen 2023, avsnitt 2.1"),
        ("en kartläggning på 2–6 veckor", "Överenskommelsen 2023, avsnitt 2.1"),
        ("minst sju av elva", "Polisen, nyhet juni 2023"),
        ("Ring 114 41", "polisen.se"),
        ("Ring 112", "Om assistenten"),
        ("omkring 32 miljoner", "Länsstyrelsen Skåne"),
    ],
)
def test_a_figure_with_a_typo_is_found(wrong: str, source: str) -> None:
    assert figures(wrong) - known({"sources": [source]})
