"""The self-check in conversation, with everything people do in the middle of one."""

import pytest

from lab.chat import Chat


def test_it_explains_the_reporting_duty_before_it_begins(chat: Chat) -> None:
    reply = chat.say("kan jag göra självkontrollen")
    assert "skyldig att föra det vidare" in reply.text
    assert "Vill du börja?" in reply.text


def test_meeting_everything_ends_with_the_points_it_rests_on_and_a_human(chat: Chat) -> None:
    reply = chat.begin_self_check()
    assert "Fråga 1 av högst 19: Är du i fara just nu?" in reply.text
    for answer in ("nej", "ja", "nä", "jo", "japp", "aa", "ja", "ja", "ja", "ja", "absolut", "jo", "ja"):
        reply = chat.say(answer)
        assert "Fråga" in reply.text, reply.text
    reply = chat.say("nej")
    assert "kan vara för dig" in reply.text
    assert "det är fler än två" in reply.text
    assert "inget beslut" in reply.text
    assert "Prata med en människa" in reply.buttons
    assert len(reply.messages) == 3


def test_danger_comes_first_and_ends_it(chat: Chat) -> None:
    chat.begin_self_check()
    reply = chat.say("ja")
    assert "Ring 112" in reply.text
    assert "Fråga" not in reply.text


def test_another_municipality_is_told_where_to_turn(chat: Chat) -> None:
    chat.begin_self_check()
    chat.say("nej")
    reply = chat.say("nej")
    assert "114 14" in reply.text
    assert "du bor inte i Eskilstuna" in reply.text


def test_nobody_is_turned_away(chat: Chat) -> None:
    chat.begin_self_check()
    for answer in ("nej", "ja", "17", "nej"):
        reply = chat.say(answer)
    assert "det kan finnas annan hjälp" in reply.text
    assert "social insatsgrupp" in reply.text
    assert "116 111" in reply.text, "under 18: Bris"


def test_an_evidence_person_is_pointed_to_the_police(chat: Chat) -> None:
    chat.begin_self_check()
    for answer in ["nej", "ja", "nej", *["ja"] * 11]:
        reply = chat.say(answer)
    assert "du är bevisperson" in reply.text
    assert "114 14" in reply.text


def test_what_one_does_not_know_gives_unclear(chat: Chat) -> None:
    chat.begin_self_check()
    for answer in ["nej", "ja", "nej", "ja", "ja", "ingen aning", *["ja"] * 7, "nej"]:
        reply = chat.say(answer)
    assert "Det går inte att säga säkert" in reply.text
    assert "du vet inte vad gruppen misstänks för" in reply.text


@pytest.mark.parametrize(
    ("yes", "number"), [("jo", 3), ("typ", 3), ("tror det", 3), ("jag bor i Eskilstuna", 3), ("jepp", 3)]
)
def test_yes_is_understood_in_many_ways(chat: Chat, yes: str, number: int) -> None:
    chat.begin_self_check()
    chat.say("nej")
    assert f"Fråga {number} av" in chat.say(yes).text


@pytest.mark.parametrize("unknown", ["vet inte", "ingen aning", "kanske", "osäker"])
def test_not_knowing_is_always_an_answer(chat: Chat, unknown: str) -> None:
    chat.begin_self_check()
    chat.say("nej")
    assert "Fråga 3 av" in chat.say(unknown).text


def test_a_question_in_the_middle_is_answered_and_the_check_goes_on(chat: Chat) -> None:
    chat.begin_self_check()
    chat.say("nej")
    reply = chat.say("måste man tjalla?")
    assert "Du måste inte tjalla" in reply.text
    assert "Fråga 2 av högst 19: Bor du i Eskilstuna kommun?" in reply.text


def test_why_gets_the_reason_and_the_question_again(chat: Chat) -> None:
    chat.begin_self_check()
    reply = chat.say("varför frågar du?")
    assert "Din säkerhet går före allt annat" in reply.text
    assert "Fråga 1 av" in reply.text


def test_back_changes_the_former_answer(chat: Chat) -> None:
    chat.begin_self_check()
    chat.say("nej")
    chat.say("ja")
    assert "Fråga 2 av högst 19: Bor du" in chat.say("tillbaka").text
    assert "114 14" in chat.say("nej").text


def test_cancel_ends_and_forgets(chat: Chat) -> None:
    chat.begin_self_check()
    chat.say("nej")
    assert "Jag använder inte dina svar mer" in chat.say("avbryt").text
    assert "Fråga 1 av" in chat.begin_self_check().text


def test_danger_breaks_in_at_once(chat: Chat) -> None:
    chat.begin_self_check()
    chat.say("nej")
    reply = chat.say("de står utanför min dörr nu")
    assert reply.text.startswith("Ring 112")
    assert "Fråga" not in reply.text
    assert "Ring 112 nu" in chat.say("nej").text


def test_a_disclosure_in_the_middle_is_not_repeated_and_the_check_goes_on(chat: Chat) -> None:
    chat.begin_self_check()
    reply = chat.say("jag heter Amir Testsson och bor på Påhittsgatan 4")
    assert "Du behöver inte skriva namn" in reply.text
    assert "Amir" not in reply.text
    assert "Fråga 1 av" in reply.text


def test_gibberish_in_the_middle_gets_a_hint_and_the_question(chat: Chat) -> None:
    chat.begin_self_check()
    reply = chat.say("asdf qwer zxcv uiop hjkl")
    assert "Svara ja, nej eller vet inte" in reply.text
    assert "Fråga 1 av" in reply.text


def at_residence(chat: Chat) -> None:
    chat.begin_self_check()
    assert "Fråga 2 av" in chat.say("nej").text


def test_each_question_has_its_buttons(chat: Chat) -> None:
    assert chat.begin_self_check().buttons == ["Ja", "Nej", "Vet inte", "Varför?", "Tillbaka"]


@pytest.mark.parametrize("place", ["Ärla", "Nyfors", "Skogstorp", "Hällbybrunn", "Årby", "eskilstuna!"])
def test_a_place_of_the_municipality_is_a_yes(chat: Chat, place: str) -> None:
    at_residence(chat)
    assert "Fråga 3 av" in chat.say(place).text


@pytest.mark.parametrize(
    "elsewhere",
    ["jag bor i Strängnäs men jobbar i Eskilstuna", "jag har flyttat från Eskilstuna", "bor ej här"],
)
def test_who_lives_elsewhere_is_told_where_to_turn_whatever_place_they_name(
    chat: Chat, elsewhere: str
) -> None:
    at_residence(chat)
    assert "du bor inte i Eskilstuna" in chat.say(elsewhere).text


def test_a_doubtful_no_is_confirmed(chat: Chat) -> None:
    at_residence(chat)
    reply = chat.say("nej eller asså okej")
    assert reply.text == "Du menar nej: du bor inte i Eskilstuna?"
    assert "Fråga 2 av" in chat.say("nej").text
    chat.say("nja")
    assert "114 14" in chat.say("ja").text


def test_no_other_question_takes_a_place_for_an_answer(chat: Chat) -> None:
    chat.begin_self_check()
    assert "Fråga 1 av" in chat.say("Ärla").text


def test_wishes_about_the_check_are_met_and_change_nothing(chat: Chat) -> None:
    at_residence(chat)
    reply = chat.say("hur många kvar")
    assert "Det är högst 18 frågor kvar" in reply.text
    assert "Fråga 2 av" in reply.text
    reply = chat.say("måste ja svara")
    assert "du måste inte svara" in reply.text
    assert "Fråga 2 av" in reply.text
    assert "Fråga 1 av" in chat.say("börja om").text


def test_a_question_back_is_no_answer(chat: Chat) -> None:
    at_residence(chat)
    assert "Fråga 2 av" in chat.say("vilka får veta då").text


def test_after_the_outcome_a_new_check_begins_from_the_first_question(chat: Chat) -> None:
    at_residence(chat)
    chat.say("nej")
    assert "Fråga 1 av" in chat.begin_self_check().text


def test_a_check_that_an_alarm_broke_off_goes_on(chat: Chat) -> None:
    at_residence(chat)
    chat.say("ja")
    chat.say("de står utanför min dörr nu")
    chat.say("ja")
    reply = chat.begin_self_check()
    assert "Vi går vidare där du var" in reply.text
    assert "Är du i fara just nu?" in reply.text
    assert "Är du under 18 år?" in chat.say("nej").text


@pytest.mark.parametrize("back", ["tillbaka", "jag svarade fel"])
def test_an_answer_can_be_corrected_after_the_outcome(chat: Chat, back: str) -> None:
    at_residence(chat)
    chat.say("nej")
    assert "Bor du i Eskilstuna kommun?" in chat.say(back).text
    assert "Fråga 3 av" in chat.say("ja").text


def test_with_nothing_to_correct_the_assistant_says_so(chat: Chat) -> None:
    assert "Det finns inget att ändra" in chat.say("tillbaka").text


@pytest.mark.parametrize(
    ("answers", "answer", "number"),
    [
        (["nej"], "i Torshälla", 3),
        (["nej", "ja"], "24", 4),
        (["nej", "ja"], "snart 18", 4),
        ([], "hoppa över", 2),
    ],
)
def test_what_is_nothing_but_an_answer_sounds_no_alarm(
    chat: Chat, answers: list[str], answer: str, number: int
) -> None:
    chat.begin_self_check()
    for each in answers:
        chat.say(each)
    assert f"Fråga {number} av" in chat.say(answer).text
