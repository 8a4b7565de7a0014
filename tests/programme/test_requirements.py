"""The four requirements, in every combination."""

import itertools

from bot.programme import requirements
from bot.programme.answer import Answer, Verdict


def test_all_81_combinations() -> None:
    for motivation, consent, form, evidence in itertools.product(Answer, repeat=4):
        answers = {
            "motivation": motivation,
            "information_consent": consent,
            "terms_form": form,
            "evidence_person": evidence,
        }
        if Answer.NO in (motivation, consent, form) or evidence is Answer.YES:
            expected = Verdict.NOT_MET
        elif Answer.UNKNOWN in answers.values():
            expected = Verdict.UNCLEAR
        else:
            expected = Verdict.MET
        assert requirements.verdict(answers) is expected, answers


def test_an_evidence_person_does_not_meet_them_however_motivated() -> None:
    answers = {**dict.fromkeys(requirements.REQUIREMENTS, Answer.YES)}
    assert requirements.verdict(answers) is Verdict.NOT_MET
