"""Labels, buttons' payloads and topics."""

from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.labels import (
    IS_PRESSED,
    is_pressed,
    label_of,
    select_topic,
    selected_topic,
    set_label,
)


def test_a_message_is_pressed_if_the_classifier_says_so() -> None:
    message = Message.build("faq/phone")
    assert not is_pressed(message)
    message.set(IS_PRESSED, True)
    assert is_pressed(message)


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
