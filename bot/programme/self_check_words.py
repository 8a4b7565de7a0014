"""The self-check's texts, in the languages of `self_check_texts` beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.programme import self_check
from bot.programme.answer import Answer
from bot.programme.self_check_course import Beside

FOLDER = Path(__file__).with_name("self_check_texts")
SWEDISH = "sv"


@dataclass(frozen=True)
class Question:
    """One question: its text, why it is asked, a phrase that repeats each answer, and the rule's source."""

    text: str
    why: str
    yes: str
    no: str
    unknown: str
    source: str

    def said(self, answer: Answer) -> str:
        """The answer as part of a sentence: "ni är fler än två som samarbetar"."""
        return {Answer.YES: self.yes, Answer.NO: self.no, Answer.UNKNOWN: self.unknown}[answer]


@dataclass(frozen=True)
class Words:
    """Everything that is said in the self-check, in one language.

    `buttons` are the titles by their payloads; the questions are by their ids, in the order of the file.
    """

    questions: Mapping[str, Question]
    buttons: Mapping[str, str]
    numbered: str
    goes_on: str
    calm_112: str
    must_i: str
    either: str
    hint: str
    how_many: str
    last: str
    doubt_yes: str
    doubt_no: str
    doubt_in_danger: str
    and_more: str
    bris: str
    evidence_person_help: str

    def asked(self, question: Question, step: self_check.Progress) -> str:
        """A question with its number."""
        return self.numbered.format(number=step.number, at_most=step.at_most, text=question.text)

    def beside(self, beside: Beside, step: self_check.Progress) -> str:
        """What is said before the next question. `step` is how far the check has come."""
        if beside is Beside.HOW_MANY:
            left = step.at_most - step.number + 1
            return self.last if left == 1 else self.how_many.format(left=left)
        return str(getattr(self, beside.name.lower()))

    def doubt(self, name: str | None, question: Question, doubted: Answer) -> str:
        """Asks once more whether an answer was meant; in danger 112 comes first."""
        asked = self.doubt_yes if doubted is Answer.YES else self.doubt_no
        first = f"{self.doubt_in_danger} " if name == self_check.DANGER else ""
        return first + asked.format(said=question.said(doubted))

    def extras(self, answers: self_check.Answers, under_18: str | None) -> list[str]:
        """Advice for those under 18 and for evidence persons, whatever the outcome is.

        `under_18` is what the municipality's own document says about those under 18, if anything.
        """
        lines = []
        if answers.get(self_check.UNDER_18) is Answer.YES:
            lines.append(" ".join(filter(None, [under_18, self.bris])))
        if answers.get(self_check.EVIDENCE_PERSON) is Answer.YES:
            lines.append(self.evidence_person_help)
        return lines

    def in_one_bubble(self, points: list[str], characters: int = 300) -> str:
        """The points as a list of at most `characters` characters; for those that do not fit, "med mera"."""
        shown = points
        while len(", ".join(shown)) > characters:
            shown = shown[:-1]
        return ", ".join([*shown, *([self.and_more] if len(shown) < len(points) else [])])


@cache
def words(language: str = SWEDISH) -> Words:
    """The self-check's texts in a language: "sv" or "en"."""
    content, swedish = _content(language), _content(SWEDISH)
    questions = {
        name: Question(**{"source": swedish["questions"][name]["source"], **texts})
        for name, texts in content["questions"].items()
    }
    return Words(questions=questions, **content["words"])


def _content(language: str) -> dict[str, dict[str, Any]]:
    text = (FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    content: dict[str, dict[str, Any]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only, so that `yes` stays a word
    return content
