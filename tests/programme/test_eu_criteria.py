"""Six of eleven, and 1, 3, 5 and 11 always: over every set of answers there is."""

import itertools

from bot.programme import eu_criteria
from bot.programme.answer import Answer, Verdict

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def possible_worlds_verdict(given: tuple[Answer, ...]) -> Verdict:
    """The rule stated independently: count the worlds in which the person's "vet inte" turns out yes or no.

    Beside the mandatory ones only their number matters: a world is how many unknowns come true.
    """
    mandatory = [given[i - 1] for i in (1, 3, 5, 11)]
    others = [answer for i, answer in enumerate(given, start=1) if i not in (1, 3, 5, 11)]
    unknown_mandatory, unknown_others = mandatory.count(UNKNOWN), others.count(UNKNOWN)
    worlds = set()
    for true_mandatory in range(unknown_mandatory + 1):
        for true_others in range(unknown_others + 1):
            yes_mandatory = mandatory.count(YES) + true_mandatory
            yes = yes_mandatory + others.count(YES) + true_others
            worlds.add(yes_mandatory == 4 and yes >= 6)
    if worlds == {True}:
        return Verdict.MET
    return Verdict.NOT_MET if worlds == {False} else Verdict.UNCLEAR


def test_the_rule_holds_for_all_177147_answer_sets() -> None:
    for given in itertools.product(Answer, repeat=11):
        answers = dict(enumerate(given, start=1))
        assert eu_criteria.verdict(answers) is possible_worlds_verdict(given), given


def test_a_settled_verdict_never_changes_and_an_open_one_still_can() -> None:
    """Every order-respecting prefix of answers, against every way it can end."""
    order = [1, 3, 5, 11, 2, 4, 6, 7, 8, 9, 10]
    for length in range(12):
        asked, rest = order[:length], order[length:]
        for given in itertools.product(Answer, repeat=length):
            answers = dict(zip(asked, given, strict=True))
            ends = {
                eu_criteria.verdict({**answers, **dict.fromkeys(rest, last)}) for last in (YES, NO, UNKNOWN)
            }
            assert eu_criteria.is_settled(answers) == (len(ends) == 1), answers
        if length >= 8:  # 3^8 prefixes are enough: the later ones are covered by the rule above
            break


def test_six_others_do_not_do_while_nothing_is_known_of_the_mandatory_ones() -> None:
    assert eu_criteria.verdict(dict.fromkeys((2, 4, 6, 7, 8, 9), YES)) is Verdict.UNCLEAR


def test_mandatory_criteria_are_asked_first() -> None:
    answers: dict[int, Answer] = {}
    for expected in (1, 3, 5, 11, 2):
        assert eu_criteria.next_criterion(answers) == expected
        answers[expected] = YES


def test_nothing_is_asked_when_a_mandatory_criterion_is_missing() -> None:
    assert eu_criteria.next_criterion({1: NO}) is None


def test_asking_stops_at_six() -> None:
    assert eu_criteria.next_criterion(dict.fromkeys((1, 3, 5, 11, 2, 4), YES)) is None
