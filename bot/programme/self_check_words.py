"""The self-check's texts, read from `self_check_questions.yml` beside this file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.programme import self_check
from bot.programme.answer import Answer
from bot.programme.self_check_course import Beside


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


BRIS = "Bris finns också, på 116 111."
"""Source: bris.se."""

EVIDENCE_PERSON_HELP = "Fråga Vägvalet eller polisen, 114 14, vad som gäller för en bevisperson."
"""Source: Överenskommelsen 2023, avsnitt 1.1; polisen.se."""


GOES_ON = "Vi går vidare där du var. Skriv börja om om du vill börja från början."

CALM_112 = "Om det känns farligt, ring 112 direkt. Du behöver inte vara säker."
_BESIDE = {
    Beside.CALM_112: CALM_112,
    Beside.MUST_I: "Nej, du måste inte svara. Skriv hoppa över, så går vi vidare.",
    Beside.EITHER: "Jag vet inte om du menar ja eller nej. Du kan också svara vet inte.",
    Beside.HINT: (
        "Svara ja, nej eller vet inte. Du kan också skriva hoppa över, varför, tillbaka eller avbryt."
    ),
}


def beside_text(beside: Beside, step: self_check.Progress) -> str:
    """What is said before the next question. `step` is how far the check has come."""
    if beside is Beside.HOW_MANY:
        left = step.at_most - step.number + 1
        return (
            "Det här är den sista frågan." if left == 1 else f"Det är högst {left} frågor kvar, med den här."
        )
    return _BESIDE[beside]


def doubt_text(name: str | None, question: Question, doubted: Answer) -> str:
    """Asks once more whether an answer was meant; in danger 112 comes first."""
    word = "ja" if doubted is Answer.YES else "nej"
    first = "Ring 112 om du är i fara. " if name == self_check.DANGER else ""
    return f"{first}Du menar {word}: {question.said(doubted)}?"


def extras(answers: self_check.Answers, under_18: str | None) -> list[str]:
    """Advice for those under 18 and for evidence persons, whatever the outcome is.

    `under_18` is what the municipality's own document says about those under 18, if anything.
    """
    lines = []
    if answers.get(self_check.UNDER_18) is Answer.YES:
        lines.append(" ".join(filter(None, [under_18, BRIS])))
    if answers.get(self_check.EVIDENCE_PERSON) is Answer.YES:
        lines.append(EVIDENCE_PERSON_HELP)
    return lines


def in_one_bubble(points: list[str], characters: int = 300) -> str:
    """The points as a list of at most `characters` characters, with "med mera" for those that do not fit."""
    shown = points
    while len(", ".join(shown)) > characters:
        shown = shown[:-1]
    return ", ".join(shown) + (", med mera" if len(shown) < len(points) else "")


@cache
def questions() -> dict[str, Question]:
    """All questions by their id, in the order of the file."""
    path = Path(__file__).with_name("self_check_questions.yml")
    content: dict[str, dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only, so that `yes` stays a word
    return {name: Question(**words) for name, words in content.items()}
