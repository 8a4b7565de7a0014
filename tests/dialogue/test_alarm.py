"""The alarm leads, is believed when it is over, and never replaces an answer on a guess."""

from itertools import pairwise

import pytest

from bot.dialogue.alarm import ASKS_WHETHER_SAFE
from bot.dialogue.move import Kind
from bot.dialogue.reading import Guess, Reading
from bot.dialogue.state import Alarm, State
from bot.municipality.answers import own_answers, shared_answers
from tests.dialogue.situations import POSSIBLE, after, alarm, conversation, heard, pressed, responses

KINDS = ("danger/threat", "danger/suicide", "danger/child", "danger/violence_to_other")


@pytest.mark.parametrize("kind", KINDS)
def test_danger_is_answered_as_its_kind_whatever_came_before(kind: str) -> None:
    assert after(alarm(kind)).actions == (f"utter_{kind}",)
    assert responses(heard("faq/phone"), alarm(kind))[-1] == (f"utter_{kind}",)
    assert after(alarm(kind), is_form=True).actions == (f"utter_{kind}",)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_alarm_is_not_said_twice_in_a_row(kind: str) -> None:
    said = responses(*[alarm(kind)] * 4)
    assert all(one != other for one, other in pairwise(said))
    assert all(each[0].startswith("utter_danger") for each in said)


@pytest.mark.parametrize("said", ["after/safe", "after/called", "after/joking", "after/better"])
def test_who_says_that_it_is_over_is_believed(said: str) -> None:
    moves = conversation(alarm(), heard(said), heard("faq/phone", danger=POSSIBLE))
    assert moves[1].actions == (f"utter_{said}",)
    assert moves[1].state.alarm is Alarm.OVER
    assert moves[2].actions == ("utter_faq/phone",), "no line about 112 to somebody who is believed"


def test_what_ends_an_alarm_is_answered_once() -> None:
    assert responses(alarm(), heard("after/safe"), heard("after/safe"))[-1] == ("utter_still_here",)


def test_words_of_danger_in_what_ends_an_alarm_are_no_new_alarm() -> None:
    gone = Reading("danger/threat", (Guess("after/safe", 0.45),), Guess("danger/threat", 0.4))
    assert responses(alarm(), gone)[-1] == ("utter_after/safe",)
    assert after(gone).kind is Kind.ALARM, "without an alarm before it, it is one"


def test_a_danger_after_a_danger_that_was_over_is_an_alarm_again() -> None:
    assert responses(alarm(), heard("after/safe"), alarm())[-1] == ("utter_danger/threat",)


@pytest.mark.parametrize("said", ["after/afraid_to_call", "after/cannot_talk", "after/not_me"])
def test_who_cannot_call_is_still_in_danger(said: str) -> None:
    assert conversation(alarm(), heard(said))[-1].state.alarm is Alarm.ASKED


@pytest.mark.parametrize("said", ["after/afraid_to_call", "after/cannot_talk", "after/not_me"])
def test_without_a_danger_before_it_nobody_is_told_to_call(said: str) -> None:
    move = after(heard(said))
    assert move.actions[0] in ("utter_need_not_call", "utter_somebody_else")
    assert move.state.alarm is Alarm.NONE


def test_a_likely_answer_to_the_alarm_comes_before_a_bare_no() -> None:
    better = heard("deny", "after/better", sure=0.5)
    assert better.ranked[1].probability < better.ranked[0].probability
    assert responses(alarm("danger/suicide"), better)[-1] == ("utter_after/better",)


@pytest.mark.parametrize(
    ("answer", "reply", "state"),
    [
        ("affirm", "utter_safe_now", Alarm.OVER),
        ("deny", "utter_call_112_now", Alarm.ASKED),
        ("unsure", "utter_call_112_now", Alarm.ASKED),
    ],
)
def test_the_question_whether_one_is_safe_is_answered(answer: str, reply: str, state: Alarm) -> None:
    last = conversation(alarm(), heard(answer))[-1]
    assert last.actions == (reply,)
    assert last.state.alarm is state


@pytest.mark.parametrize("said", ["after/afraid_to_call", "after/cannot_talk", "after/not_me"])
def test_who_still_is_in_danger_is_asked_too_and_a_no_leads_to_112(said: str) -> None:
    assert responses(alarm(), heard(said), heard("deny"))[-1] == ("utter_call_112_now",)
    assert responses(alarm(), heard(said), heard("affirm"))[-1] == ("utter_safe_now",)


def test_every_response_that_asks_whether_somebody_is_safe_has_its_answer_heard() -> None:
    asking = [
        name
        for answers in [shared_answers(), own_answers("eskilstuna"), own_answers("botkyrka")]
        for name, variations in answers.items()
        if any("i säkerhet just nu?" in each["text"] for each in variations)
    ]
    assert len(asking) >= 8
    assert [name for name in asking if not name.startswith(ASKS_WHETHER_SAFE)] == []


def test_a_yes_after_another_answer_is_no_answer_to_the_alarm() -> None:
    assert after(heard("affirm"), conversation(alarm(), heard("faq/phone"))[-1].state).kind is Kind.RULE


def test_an_alarm_is_remembered_also_when_it_is_over() -> None:
    moves = conversation(alarm(), heard("affirm"), heard("faq/phone"))
    assert [move.state.has_alarmed for move in moves] == [True] * 3
    assert not after(heard("faq/phone", danger=POSSIBLE)).state.has_alarmed


def test_possible_danger_gets_one_calm_line_beside_the_answer_and_not_twice_in_a_row() -> None:
    one = heard("faq/relative_parent", danger=POSSIBLE)
    other = heard("faq/phone", danger=POSSIBLE)
    assert responses(one, other, one) == [
        ("utter_faq/relative_parent", "utter_soft_alarm"),
        ("utter_faq/phone",),
        ("utter_faq/relative_parent", "utter_soft_alarm"),
    ]


def test_a_button_is_no_sign_of_danger() -> None:
    assert after(pressed("faq/phone")).actions == ("utter_faq/phone",)
    assert after(pressed("danger/threat")).actions == ("utter_danger/threat",)


def test_faint_danger_in_what_is_unclear_gets_the_line_before_the_choices() -> None:
    faint = heard("faq/phone", "faq/moving", sure=0.3, danger=0.2)
    assert after(faint).actions == ("utter_soft_alarm", "utter_choices")


def test_possible_danger_is_asked_about_alone_and_never_one_of_the_choices() -> None:
    unclear = heard("faq/phone", "faq/moving", sure=0.2, danger=POSSIBLE, kind="danger/suicide")
    moves = conversation(unclear, heard("affirm"))
    assert [move.actions for move in moves] == [("utter_ask_danger",), ("utter_danger/suicide",)]
    denied = conversation(unclear, heard("deny"))[-1]
    assert denied.actions == ("utter_no_danger",)
    assert denied.state.choices == ("faq/phone", "faq/moving")
    assert denied.state.alarm is Alarm.OVER


def test_beside_the_question_about_danger_the_likeliest_topics_are_offered() -> None:
    asked = after(heard("faq/phone", "faq/moving", "faq/money", sure=0.3, danger=POSSIBLE))
    assert asked.state.choices == ("faq/phone", "faq/moving")
    assert after(pressed("faq/moving"), asked.state).actions == ("utter_faq/moving",)


def test_an_alarm_pauses_the_self_check_and_then_offers_to_go_on() -> None:
    alarmed = after(alarm(), is_form=True)
    safe = after(heard("after/safe"), alarmed.state)
    assert safe.actions == ("utter_after/safe", "utter_go_on_with_check")
    assert after(heard("affirm"), alarmed.state).actions == ("utter_safe_now", "utter_go_on_with_check")
    still = after(heard("after/cannot_talk"), alarmed.state)
    assert still.actions == ("utter_after/cannot_talk",), "first of all they have to be safe"
    assert after(heard("after/safe"), still.state).actions[1:] == ("utter_go_on_with_check",)


def test_without_a_self_check_before_the_alarm_there_is_none_to_go_on_with() -> None:
    assert responses(alarm(), heard("after/safe"))[-1] == ("utter_after/safe",)
    finished = after(heard("affirm"), State(is_check_paused=True), is_form=True)
    assert not finished.state.is_check_paused


def test_words_of_safety_without_an_alarm_are_believed_where_several_readings_agree() -> None:
    both = Reading("after/safe", (Guess("after/safe", 0.4), Guess("after/only_worried", 0.2)))
    one = Reading("after/safe", (Guess("after/safe", 0.4), Guess("faq/phone", 0.3)))
    assert after(both).actions == ("utter_after/safe",)
    assert after(one).actions == ("utter_choices",)


@pytest.mark.parametrize("guess", ["clarify", "unsure", "afraid", "follow/why", "repair/wrong", "faq/phone"])
def test_where_danger_is_possible_no_guess_comes_before_it(guess: str) -> None:
    move = after(heard(guess, sure=0.3, danger=POSSIBLE), State(topic="faq/phone", said="utter_faq/phone"))
    assert (move.kind, move.actions) == (Kind.ASK_DANGER, ("utter_ask_danger",))
    assert move.state.alarm_kind == "danger/threat"


def test_who_writes_another_language_is_told_of_112_in_it() -> None:
    reading = Reading("foreign/pl", (Guess("faq/phone", 0.2),), Guess("danger/threat", POSSIBLE))
    assert after(reading).kind is Kind.RULE


@pytest.mark.parametrize("label", ["follow/why", "repair/wrong", "faq/moving", "feeling/shame"])
def test_whatever_is_answered_gets_the_calm_line_where_danger_is_possible(label: str) -> None:
    move = after(heard(label, danger=POSSIBLE), State(topic="faq/phone", said="utter_faq/phone"))
    assert "utter_soft_alarm" in move.actions
    assert len(move.actions) == 2
