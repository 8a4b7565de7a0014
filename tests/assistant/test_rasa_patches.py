"""What we replace in Rasa is there under its name, and its stand-in does what it should."""

import importlib
import subprocess
import sys

import pytest
import rasa.core.actions.action
import rasa.engine.recipes.default_components
import rasa.utils.io
import yaml
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

import bot.assistant.policy  # noqa: F401 - it is what every Rasa server of ours imports
from bot.assistant.rasa_patches import DEFAULT_COMPONENTS, NOT_USED, USED, leave_out_tensorflow
from bot.run.servers import environment
from bot.settings import ROOT, Settings

START = "from bot.assistant.rasa_patches import leave_out_tensorflow; leave_out_tensorflow(); "


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", START + code]
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)


def test_rasa_and_all_of_our_components_come_without_tensorflow() -> None:
    rooms = ("channel", "policy", "nlu.language_detector", "nlu.intent_classifier")
    ours = ", ".join(f"bot.assistant.{room}" for room in rooms)
    seen = run(f"import rasa.__main__, {ours}, sys; print('tensorflow' in sys.modules)")
    assert seen.stdout.strip() == "False", seen.stderr


def test_every_component_of_rasas_own_in_the_configuration_is_there() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    names = {each["name"] for each in [*config["pipeline"], *config["policies"]]}
    assert {name for name in names if "." not in name} <= set(USED.values())


def test_what_needs_tensorflow_says_so_and_names_the_way_out() -> None:
    seen = run("from rasa.utils.train_utils import RasaBatchDataGenerator; RasaBatchDataGenerator()")
    assert "needs TensorFlow: use Rasa's own command" in seen.stderr


def test_after_rasa_it_is_too_late() -> None:
    with pytest.raises(RuntimeError, match="already"):
        leave_out_tensorflow()


def test_every_name_that_is_replaced_is_one_of_rasas() -> None:
    """In a process of its own, where nothing is replaced: an upgrade that renames one must be seen."""
    names = [
        *((module, name) for module, classes in NOT_USED.items() for name in classes),
        *USED.items(),
        (DEFAULT_COMPONENTS, "DEFAULT_COMPONENTS"),
        ("rasa.utils.io", "configure_colored_logging"),
        ("rasa.core.actions.action", "DEFAULT_REQUEST_TIMEOUT"),
    ]
    missing = [(module, name) for module, name in names if not hasattr(importlib.import_module(module), name)]
    assert missing == []
    code = (
        "from rasa.core.actions.action import RemoteAction; "
        "print(RemoteAction._validate_action_result.__module__)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "rasa.core.actions.action"


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
