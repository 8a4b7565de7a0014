"""Whom the visitor has spoken of is remembered, and others are offered less."""

from bot.dialogue.reading import Guess, Reading
from bot.dialogue.state import State
from tests.dialogue.situations import after, conversation, heard, pressed

UNCLEAR = Reading(
    "nlu_fallback",
    (
        Guess("faq/relative_partner", 0.14),
        Guess("faq/support", 0.13),
        Guess("faq/relative_sibling", 0.1),
        Guess("faq/how_to_start", 0.09),
    ),
)


def test_after_a_sister_has_been_spoken_of_no_partner_is_offered() -> None:
    assert after(UNCLEAR).state.choices[0] == "faq/relative_partner"
    later = conversation(heard("faq/relative_sibling"), heard("faq/phone"), UNCLEAR)[-1].state
    assert later.choices == ("faq/support", "faq/relative_sibling", "faq/how_to_start")


def test_who_wants_to_leave_is_not_offered_what_relatives_ask() -> None:
    said = conversation(heard("want_to_leave"), UNCLEAR)[-1]
    assert not [label for label in said.state.choices if "relative" in label]


def test_whoever_speaks_of_somebody_else_is_heard() -> None:
    moves = conversation(heard("faq/relative_sibling"), heard("faq/relative_friend"))
    assert moves[-1].actions == ("utter_faq/relative_friend",)
    assert moves[-1].state.concerns == "friend"
    assert after(pressed("faq/relative_parent"), State(concerns="friend")).state.concerns == "child"


def test_a_faint_likeness_says_nothing_of_whom_it_is_about() -> None:
    assert after(UNCLEAR).state.concerns == ""
    assert after(heard("faq/phone"), State(concerns="friend")).state.concerns == "friend"
