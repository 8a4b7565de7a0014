"""What the dialogue knows of the answers that a conversation's municipality gives."""

from bot.assistant.known_answers import aspects_of, mentions_emergency, title_of


def test_follow_ups_are_answered_as_the_municipality_says() -> None:
    assert aspects_of("eskilstuna.x", "faq/no_informing")["police"]
    assert aspects_of("eskilstuna.x", "faq/nothing") == {}


def test_112_is_seen_where_it_stands_and_only_there() -> None:
    assert mentions_emergency("eskilstuna.x", "utter_feeling/tired")
    assert mentions_emergency("eskilstuna.x", "utter_danger/threat")
    assert not mentions_emergency("eskilstuna.x", "utter_feeling/shame")
    assert not mentions_emergency("eskilstuna.x", "utter_nothing")


def test_an_answer_has_a_title_in_each_language() -> None:
    assert title_of("eskilstuna.x", "faq/phone")
    assert title_of("eskilstuna.x", "faq/phone", "en") not in ("", title_of("eskilstuna.x", "faq/phone"))
    assert title_of("eskilstuna.x", "faq/nothing") == ""
