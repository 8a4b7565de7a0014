"""An action's answer is checked as Rasa would, against a schema that is read once."""

import pytest
import rasa.core.actions.action
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

import bot.assistant.policy  # noqa: F401 - it is what every Rasa server of ours imports
from bot.settings import Settings

ACTION = RemoteAction("action_find_human", EndpointConfig("http://127.0.0.1:1"))


def test_an_answer_in_the_right_form_is_taken() -> None:
    slot = {"event": "slot", "name": "reception", "value": "open", "timestamp": None}
    assert ACTION._validate_action_result({"events": [slot], "responses": [{"text": "hej"}]})


@pytest.mark.parametrize(
    "answer", [[], {"events": "x"}, {"events": [{"name": "x"}]}, {"events": [], "responses": ["hej"]}]
)
def test_an_answer_in_another_form_is_refused(answer: object) -> None:
    with pytest.raises(ValidationError):
        ACTION._validate_action_result(answer)


def test_rasa_waits_as_long_as_our_settings_say() -> None:
    assert Settings().action_timeout == rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT
