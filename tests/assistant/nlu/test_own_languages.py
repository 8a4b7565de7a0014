"""English and Swedish are told apart as people here write them; where it is uncertain, nothing is said."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.nlu.labels import IS_PRESSED, set_label
from bot.assistant.nlu.own_languages import LANGUAGE, OwnLanguages

SWEDISH = (
    "hur ringer man er",
    "jag vill sluta",
    "får man hjälp med boende",
    "måste jag tjalla",
    "de hotar mig",
)
ENGLISH = (
    "how do i call you",
    "i want to quit",
    "can i get help with a home",
    "must i snitch",
    "they threat me",
)


def example(text: str, **metadata: Any) -> Message:
    return Message.build(text, intent="faq", intent_metadata=metadata or None)


@pytest.fixture(params=["both", "Swedish alone"])
def trained(request: pytest.FixtureRequest, tmp_path: Path) -> OwnLanguages:
    storage, resource = LocalModelStorage(tmp_path), Resource("own_languages")
    examples = [example(text) for text in SWEDISH]
    if request.param == "both":
        examples += [example(text, language="en") for text in ENGLISH]
    config = OwnLanguages.get_default_config()
    OwnLanguages(config, storage, resource).train(TrainingData(examples))
    return OwnLanguages.load({"en": 0.6, "sv": 0.6}, storage, resource, None)


def language_of(
    component: OwnLanguages, text: str, label: str = "faq/phone", *, pressed: bool = False
) -> Any:
    message = Message.build(text)
    set_label(message, label, 0.5)
    if pressed:
        message.set(IS_PRESSED, True)
    component.process([message])
    return message.get(LANGUAGE)


@pytest.mark.parametrize("trained", ["both"], indirect=True)
def test_a_message_gets_the_language_that_it_is_like(trained: OwnLanguages) -> None:
    assert [language_of(trained, text) for text in SWEDISH] == ["sv"] * 5
    assert [language_of(trained, text) for text in ENGLISH] == ["en"] * 5


@pytest.mark.parametrize("trained", ["both"], indirect=True)
def test_a_button_gets_none(trained: OwnLanguages) -> None:
    assert language_of(trained, ENGLISH[0], pressed=True) is None
    assert language_of(trained, " ") is None


@pytest.mark.parametrize("trained", ["Swedish alone"], indirect=True)
def test_data_in_one_language_can_be_learnt_and_tells_nothing(trained: OwnLanguages) -> None:
    assert language_of(trained, ENGLISH[0]) is None
