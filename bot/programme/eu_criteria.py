"""Organised crime by the EU's criteria.

Source: Överenskommelsen 2023, förklaring 1: at least six of eleven criteria, of which 1, 3, 5 and 11 are
mandatory.
"""

from collections.abc import Mapping

from bot.programme.answer import Answer, Verdict

CRITERIA = tuple(range(1, 12))
MANDATORY = (1, 3, 5, 11)
REQUIRED = 6

Answers = Mapping[int, Answer]
"""Answers by criterion number; a criterion not asked about yet is missing."""


def verdict(answers: Answers) -> Verdict:
    """Whether the rule is met when criteria without an answer count as "vet inte"."""
    given = [answers.get(criterion, Answer.UNKNOWN) for criterion in CRITERIA]
    mandatory = [answers.get(criterion, Answer.UNKNOWN) for criterion in MANDATORY]
    if Answer.NO in mandatory or len(given) - given.count(Answer.NO) < REQUIRED:
        return Verdict.NOT_MET
    if Answer.UNKNOWN in mandatory or given.count(Answer.YES) < REQUIRED:
        return Verdict.UNCLEAR
    return Verdict.MET


def is_settled(answers: Answers) -> bool:
    """Whether no further answer can change the verdict.

    A better answer never makes the verdict worse, so comparing the best and the worst case is enough.
    """
    remaining = [criterion for criterion in CRITERIA if criterion not in answers]
    best = {**answers, **dict.fromkeys(remaining, Answer.YES)}
    worst = {**answers, **dict.fromkeys(remaining, Answer.NO)}
    return verdict(best) == verdict(worst)


def next_criterion(answers: Answers) -> int | None:
    """The next criterion to ask about, the mandatory ones first, or None when the verdict is settled."""
    if is_settled(answers):
        return None
    ordered = [*MANDATORY, *(c for c in CRITERIA if c not in MANDATORY)]
    return next(criterion for criterion in ordered if criterion not in answers)
