"""The four requirements.

Source: Överenskommelsen 2023, avsnitt 1.1: motivated, has consented to information exchange, has signed the
form with conditions, is not an evidence person.
"""

from collections.abc import Mapping

from bot.programme.answer import Answer, Verdict

REQUIREMENTS: Mapping[str, Answer] = {
    "motivation": Answer.YES,
    "information_consent": Answer.YES,
    "terms_form": Answer.YES,
    "evidence_person": Answer.NO,
}
"""The questions' names, in the order of the agreement, and the answer that meets each."""


def verdict(answers: Mapping[str, Answer]) -> Verdict:
    """Whether all four are met; a requirement without an answer counts as "vet inte"."""
    given = {name: answers.get(name, Answer.UNKNOWN) for name in REQUIREMENTS}
    if any(given[name] not in (Answer.UNKNOWN, wanted) for name, wanted in REQUIREMENTS.items()):
        return Verdict.NOT_MET
    return Verdict.UNCLEAR if Answer.UNKNOWN in given.values() else Verdict.MET
