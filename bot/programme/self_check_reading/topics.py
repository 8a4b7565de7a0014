"""What the other questions are about, and what says yes or no to each without "ja" or "nej"."""

from functools import cache
from re import Pattern

from bot.programme.answer import Answer
from bot.programme.self_check_reading.lexicon import has_pattern, lexicon, pattern
from bot.programme.self_check_reading.numbers import number
from bot.programme.self_check_reading.reading import Content
from bot.programme.self_check_reading.words import is_negated

GROUP_SIZE = "eu_1"
OF_GROUP = "eu_"
"""The beginning of the questions that are about the group, not about the one who writes."""

_OFTEN, _HALF_NO = pattern("often"), pattern("half_no")
_ONE_MORE = pattern("one_more")
_MANY, _FEW = pattern("many"), pattern("few")
_FORMERLY, _ECHO = pattern("formerly"), pattern("echo")
_ENDINGS = lexicon("endings")
_TOO_FEW = 2


@cache
def _topic(question: str, answer: Answer) -> Pattern[str] | None:
    name = f"{question}_{answer.value}"
    return pattern(name, r"\b{}\b") if has_pattern(name) else None


def _yes_unless(is_not: bool) -> Answer:
    return Answer.NO if is_not else Answer.YES


def read_group_size(clauses: list[list[str]]) -> Content | None:
    """Are they more than two?"""
    if any("jag" in clause for clause in clauses) and any(_ONE_MORE.fullmatch(" ".join(c)) for c in clauses):
        return Content(Answer.NO)
    for clause in clauses:
        said, is_not = " ".join(clause), is_negated(clause)
        if _MANY.search(said):
            return Content(_yes_unless(is_not))
        values = [value for word in clause if (value := number(word)) is not None]
        if values and not is_not:
            return Content(_yes_unless(max(values) <= _TOO_FEW), is_fact=True)
        if _FEW.search(said) and not is_not:
            return Content(Answer.NO)
    return None


def read_topic(question: str, clauses: list[list[str]]) -> Content | None:
    """What the clauses say of the question's subject; the first that says anything counts."""
    if question == GROUP_SIZE:
        return read_group_size(clauses)
    found = (_about(question, clause) for clause in clauses)
    return next((content for content in found if content is not None), None)


def _about(question: str, clause: list[str]) -> Content | None:
    """ "Inte" turns what the words mean, unless it belongs to them, as in "ingen fara"."""
    said, is_not = " ".join(clause), is_negated(clause)
    yes, no = _topic(question, Answer.YES), _topic(question, Answer.NO)
    against = no.search(said) if no else None
    if against:
        return Content(_yes_unless(not is_not or is_negated(against[0].split()[:1])))
    if yes and yes.search(said):
        return Content(_yes_unless(is_not))
    if question.startswith(OF_GROUP) and not is_not and _OFTEN.search(said):
        return Content(Answer.YES)
    return Content(Answer.NO, is_hedged=True) if _HALF_NO.search(said) else None


def read_echo(clauses: list[list[str]]) -> Content | None:
    """An answer that repeats the question's verb: "det gör jag", "det finns det inte"."""
    for clause in clauses:
        if _FORMERLY.search(" ".join(clause)):
            return Content(Answer.NO)
        if _is_echo(clause):
            return Content(_yes_unless(is_negated(clause)))
    return None


def _is_echo(clause: list[str]) -> bool:
    """Whether only small words follow: "det är fritt" is no echo of "finns det regler"."""
    said = " ".join(clause)
    found = _ECHO.search(said)
    return found is not None and set(said[found.end() :].split()) <= _ENDINGS
