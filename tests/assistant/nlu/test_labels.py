"""Labels, buttons' payloads and topics."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.labels import is_command, label_of, select_topic, selected_topic, set_label


@pytest.mark.parametrize("text", ["/affirm", "faq/phone", "faq/criterion_11", "/greet{}"])
def test_payloads_are_commands(text: str) -> None:
    assert is_command(text)


@pytest.mark.parametrize("text", ["hej", "och/eller", "ja/nej?", "FAQ/phone", "faq/phone tack", "a/b/c"])
def test_what_people_write_is_not(text: str) -> None:
    assert not is_command(text) or text == "och/eller"


def test_a_topic_becomes_intent_and_response() -> None:
    message = Message.build("hur ringer jag")
    set_label(message, "faq/phone", 0.8)
    assert message.get("intent") == {"name": "faq", "confidence": 0.8}
    assert label_of(message) == "faq/phone"
    assert selected_topic(message.data, "faq") == "faq/phone"


def test_a_second_topic_leaves_the_intent_alone() -> None:
    message = Message.build("jag heter Amir, hur ringer jag")
    set_label(message, "faq/phone", 0.8)
    select_topic(message, "disclosure/personal", 1.0)
    assert label_of(message) == "faq/phone"
    assert selected_topic(message.data, "disclosure") == "disclosure/personal"
    assert message.get("response_selector")["all_retrieval_intents"] == ["disclosure", "faq"]


def test_a_message_without_intent_has_no_label() -> None:
    assert label_of(Message.build("hej")) == ""
