"""What may never be said is in never.yml; every sentence that a visitor can get is read for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from bot.municipality.answers import bubbles
from bot.web.desk.phrases import PHRASES, REFERRALS
from bot.web.explanation import load_explanation
from lab.knowledge import Answer, called, variations
from tests.support.each import check_each
from tests.support.filled import all_filled


class Rule(BaseModel):
    """What may not be said about one thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    never: list[str]
    unless: str | None = None
    caught: list[str]
    near: list[str]

    def breaks(self, sentence: str) -> bool:
        """Whether the sentence says it."""
        said = " ".join(sentence.lower().split())
        if self.unless and re.search(self.unless, said):
            return False
        return any(re.search(pattern, re.sub(r"[.!:]$", "", said)) for pattern in self.never)


RULES = [
    Rule.model_validate(each)
    for each in yaml.safe_load(Path(__file__).with_name("never.yml").read_text(encoding="utf-8"))
]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for bubble in bubbles(text) for part in re.split(r"(?<=[.!?:])\s+", bubble)]


def broken(sentence: str) -> list[str]:
    """What the sentence says that may not be said."""
    return [rule.about for rule in RULES if rule.breaks(sentence)]


def about(rule: Rule) -> str:
    return rule.about


def in_swedish() -> Iterator[Answer]:
    yield from (each for each in variations() if not each[1].startswith("utter_foreign/"))


def test_no_answer_says_what_may_never_be_said() -> None:
    def check(answer: Answer) -> None:
        municipality, _, variation = answer
        said = [each for text in all_filled(municipality, variation).values() for each in sentences(text)]
        assert {each: found for each in said if (found := broken(each))} == {}

    check_each(in_swedish(), check, called)


def test_no_line_of_the_desk_and_nothing_told_before_a_hand_over_says_it() -> None:
    texts = [phrase.text for phrase in (*PHRASES, *REFERRALS.values())]
    for text in (*texts, *load_explanation().texts):
        assert {each: found for each in sentences(text) if (found := broken(each))} == {}


def test_a_sentence_that_has_to_be_caught_is_caught_by_its_own_rule() -> None:
    def check(rule: Rule) -> None:
        assert [each for each in rule.caught if not rule.breaks(each)] == []

    check_each(RULES, check, about)


def test_every_pattern_catches_something() -> None:
    def check(rule: Rule) -> None:
        alone = {each: rule.model_copy(update={"never": [each]}) for each in rule.never}
        assert [each for each, one in alone.items() if not any(map(one.breaks, rule.caught))] == []

    check_each(RULES, check, about)


def test_a_near_miss_may_be_said() -> None:
    def check(rule: Rule) -> None:
        assert {each: found for each in rule.near if (found := broken(each))} == {}

    check_each(RULES, check, about)


def test_a_share_is_told_with_its_town_and_years_and_is_not_ours() -> None:
    def check(answer: Answer) -> None:
        municipality, _, variation = answer
        texts = all_filled(municipality, variation).values()
        for bubble in (bubble for text in texts for bubble in bubbles(text)):
            if re.search(r"\d (procent|%)", bubble):
                assert "Malmö" in bubble
                assert len(re.findall(r"\b20\d\d\b", bubble)) >= 2

    check_each(in_swedish(), check, called)


@pytest.mark.parametrize("name", ["utter_greet", "utter_faq/is_bot"])
def test_who_writes_is_told_that_an_automatic_system_answers(name: str) -> None:
    for _, each, variation in in_swedish():
        if each == name:
            assert "robot" in variation["text"]
            assert re.search(r"\bAI\b|automatiskt svarssystem", variation["text"])
