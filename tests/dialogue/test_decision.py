"""What was asked is answered; a guess is offered as a choice; a complaint is owned."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.dialogue.decision import decide
from bot.dialogue.move import Kind, Situation
from bot.dialogue.reading import Guess, Reading
from bot.dialogue.state import State
from tests.dialogue.situations import after, alarm, conversation, heard, pressed, responses

UNCLEAR = heard("faq/phone", "faq/moving", "faq/housing", "faq/debts", sure=0.3)


def test_a_clear_question_is_answered_and_remembered() -> None:
    move = after(heard("faq/phone", "faq/opening_hours"))
    assert move.actions == ("utter_faq/phone",)
    assert (move.state.topic, move.state.alternatives) == ("faq/phone", ("faq/opening_hours",))


def in_language(language: str, *labels: str) -> Reading:
    return replace(heard(*labels), language=language)


def test_the_conversation_goes_on_in_the_language_that_was_written_last() -> None:
    moves = conversation(
        heard("faq/phone"),
        in_language("en", "faq/moving"),
        heard("thanks"),
        pressed("faq/housing"),
        in_language("sv", "faq/debts"),
    )
    assert [move.state.language for move in moves] == ["sv", "en", "en", "en", "sv"]


def test_danger_is_answered_in_the_language_it_was_written_in() -> None:
    assert after(replace(alarm(), language="en")).state.language == "en"


def test_a_wish_for_english_is_granted_in_whatever_language_it_is_said() -> None:
    assert after(in_language("sv", "foreign/en")).state.language == "en"


def test_why_within_the_self_check_is_about_its_question() -> None:
    move = after(heard("follow/why"), State(topic="faq/phone"), is_form=True, has_refused=True)
    assert move.actions == ("action_explain_question", "self_check_form")


@pytest.mark.parametrize(
    "label", ["after/only_worried", "feeling/shame", "repair/wrong", "choose_first", "thanks"]
)
def test_a_short_reply_is_not_said_twice_in_a_row(label: str) -> None:
    first, second, third = responses(heard(label), heard(label), heard(label))
    assert first != second == ("utter_still_here",) != third


def test_what_was_just_said_again_in_short_is_not_said_once_more_as_simpler() -> None:
    phone = heard("faq/phone")
    assert responses(phone, phone, heard("clarify"))[1:] == [("utter_same_again",), ("utter_no_simpler",)]


def test_a_guess_becomes_at_most_three_choices_and_danger_is_none_of_them() -> None:
    move = after(UNCLEAR)
    assert (move.actions, move.state.choices) == (
        ("utter_choices",),
        ("faq/phone", "faq/moving", "faq/housing"),
    )
    dangerous = heard("faq/phone", "danger/threat", "disclosure/crime", sure=0.3)
    assert after(dangerous).state.choices == ("faq/phone",)


@pytest.mark.parametrize(
    ("said", "topic"),
    [("choose_first", "faq/phone"), ("choose_second", "faq/moving"), ("choose_third", "faq/housing")],
)
def test_a_choice_can_be_typed(said: str, topic: str) -> None:
    last = conversation(UNCLEAR, heard(said))[-1]
    assert (last.actions, last.state.topic, last.state.choices) == ((f"utter_{topic}",), topic, ())


def test_a_yes_chooses_the_only_choice_and_is_asked_about_among_several() -> None:
    only = heard("faq/phone", sure=0.3)
    assert responses(only, heard("affirm"))[-1] == ("utter_faq/phone",)
    assert responses(UNCLEAR, heard("affirm"), heard("choose_second"))[1:] == [
        ("utter_which_one",),
        ("utter_faq/moving",),
    ]


@pytest.mark.parametrize("said", ["choose_none", "deny"])
def test_none_of_the_choices_is_taken_at_its_word(said: str) -> None:
    assert responses(UNCLEAR, heard(said))[-1] == ("utter_none_of_these",)


def test_after_three_misses_a_human_is_offered_instead_of_new_choices() -> None:
    moves = conversation(UNCLEAR, UNCLEAR, UNCLEAR, UNCLEAR)
    assert [move.kind for move in moves] == [*[Kind.CHOICES] * 3, Kind.NOT_UNDERSTOOD]
    assert moves[-1].state.misses == 4
    assert conversation(UNCLEAR, heard("faq/phone"))[-1].state.misses == 0


def test_what_is_out_of_scope_gets_no_choices() -> None:
    assert after(heard("out_of_scope", "faq/phone")).actions == ("utter_out_of_scope",)


def test_a_human_can_be_chosen() -> None:
    unclear = heard("faq/phone", "human", sure=0.3)
    assert responses(unclear, heard("choose_second"))[-1] == ("action_find_human", "utter_human")


@pytest.mark.parametrize("aspect", ["why", "how_long", "who", "under_18"])
def test_a_follow_up_is_about_the_last_answer(aspect: str) -> None:
    last = conversation(heard("faq/housing"), heard(f"follow/{aspect}"), heard("follow/who"))[-1]
    assert last.state.topic == "faq/housing"
    assert responses(heard("faq/housing"), heard(f"follow/{aspect}"))[-1] == (f"utter_follow/{aspect}",)


def test_a_follow_up_that_another_topic_answers_is_about_that_topic_from_then_on() -> None:
    state = State("faq/no_informing", is_simple=True)
    reading, aspects = heard("follow/police"), {"police": "faq/reporting_duty", "why": "För att det är så."}
    move = decide(Situation(reading, state, aspects=aspects))
    assert (move.actions, move.state.topic) == (("utter_faq/reporting_duty",), "faq/reporting_duty")
    text = decide(Situation(heard("follow/why"), state, aspects=aspects))
    assert (text.actions, text.state.topic) == (("utter_follow/why",), "faq/no_informing")


def test_a_follow_up_of_nothing_is_about_the_programme_or_asked_about() -> None:
    assert after(heard("follow/under_18")).actions == ("utter_faq/under_18",)
    assert after(heard("follow/why")).actions == ("utter_about_what",)


def test_a_simpler_text_is_given_and_the_wish_is_remembered() -> None:
    moves = conversation(heard("faq/housing"), heard("clarify"), heard("faq/phone"))
    assert moves[1].actions == ("utter_simpler",)
    assert moves[1].state.topic == "faq/housing"
    assert moves[2].state.is_simple
    assert conversation(heard("faq/housing"), heard("clarify"), heard("clarify"))[-1].actions == (
        "utter_no_simpler",
    )
    assert after(heard("faq/housing"), State("faq/housing", is_simple=True)).actions == (
        "utter_answered_just_now",
    )


def test_the_same_question_again_is_not_answered_with_the_same_text() -> None:
    question = heard("faq/housing", "faq/moving")
    moves = conversation(question, question)
    assert moves[1].actions == ("utter_same_again",)
    assert moves[1].state.choices == ("faq/moving",)
    assert responses(pressed("faq/housing"), pressed("faq/housing"))[-1] == ("utter_faq/housing",)


def test_a_complaint_is_owned_and_the_alternatives_are_offered() -> None:
    last = conversation(heard("faq/housing", "faq/moving"), heard("repair/not_answered"))[-1]
    assert last.actions == ("utter_repair/not_answered",)
    assert last.state.choices == ("faq/moving",)


def test_a_feeling_gets_its_line_once() -> None:
    assert responses(heard("feeling/shame"), heard("feeling/shame")) == [
        ("utter_feeling/shame",),
        ("utter_still_here",),
    ]


def test_a_weak_feeling_is_no_line() -> None:
    assert after(heard("feeling/shame", "faq/phone", sure=0.2)).actions == ("utter_choices",)


def test_in_the_self_check_its_rules_decide_and_a_line_of_ours_comes_where_they_say_nothing() -> None:
    shame = heard("feeling/shame")
    assert after(UNCLEAR, State(topic="faq/phone"), is_form=True).kind is Kind.RULE
    assert after(shame, is_form=True).kind is Kind.RULE, "the form tries to find an answer first"
    assert after(shame, is_form=True, has_refused=True).actions == ("utter_feeling/shame", "self_check_form")
    hint = after(heard("repair/wrong"), is_form=True, has_refused=True)
    assert hint.actions == ("utter_self_check_hint", "self_check_form")


@pytest.mark.parametrize("label", ["", "nlu_fallback"])
def test_who_sends_no_word_is_given_time(label: str) -> None:
    assert after(Reading(label)).actions == ("utter_waiting",)
    assert responses(Reading(label), Reading(label))[-1] == ("utter_still_here",)


def test_where_nothing_is_on_offer_a_choice_is_read_as_something_else() -> None:
    other = heard("choose_second", "faq/report_concern", sure=0.7)
    assert after(other).state.topic == "faq/report_concern"
    offered = State(choices=("faq/moving", "faq/phone"))
    assert after(other, offered).actions == ("utter_faq/phone",)


def test_outside_the_self_check_there_is_nothing_to_leave() -> None:
    where = heard("cancel", "faq/phone", sure=0.6)
    assert after(where).actions == ("utter_faq/phone",)
    assert after(heard("cancel")).kind is Kind.RULE, "what can mean nothing else is answered"


def test_a_follow_up_that_the_topic_says_nothing_of_is_answered_in_general_where_that_is_likely() -> None:
    about = State(topic="faq/family_contact", said="utter_faq/family_contact")
    both = Reading("follow/how_long", (Guess("follow/how_long", 0.6), Guess("faq/how_long", 0.25)))
    assert after(both, about).actions == ("utter_faq/how_long",)
    assert after(heard("follow/how_long"), about).actions == ("utter_follow/how_long",)


def test_a_label_without_a_ranking_was_given_and_not_guessed() -> None:
    assert after(Reading("faq/phone")).actions == ("utter_faq/phone",)


def test_a_label_that_neither_a_rule_nor_the_table_answers_becomes_choices() -> None:
    late = heard("after/afraid_to_call", "faq/report_concern", sure=0.5)
    assert after(late).actions == ("utter_choices",)
    assert after(heard("disclosure/personal", "faq/phone", sure=0.3)).actions == ("utter_choices",)


def test_who_asks_for_the_same_over_and_over_never_gets_the_same_text_twice_in_a_row() -> None:
    said = responses(*[heard("faq/phone")] * 5)
    assert said[:3] == [("utter_faq/phone",), ("utter_same_again",), ("utter_answered_just_now",)]
    assert all(one != other for one, other in pairwise(said))
    shorter = responses(heard("faq/phone"), *[heard("clarify")] * 4)
    assert all(one != other for one, other in pairwise(shorter))
