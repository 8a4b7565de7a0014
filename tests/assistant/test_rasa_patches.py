"""What we replace in Rasa is there under its name, and its stand-in does what it should."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import rasa.core.actions.action
import rasa.engine.recipes.default_components
import rasa.utils.io
import yaml
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.utils.endpoints import EndpointConfig

import bot.assistant.policy  # noqa: F401 - it is what every Rasa server of ours imports
from bot.assistant.rasa_patches import DEFAULT_COMPONENTS, NOT_USED, USED, leave_out_tensorflow
from bot.run.servers import environment
from bot.settings import ROOT, Settings

WITHOUT_TENSORFLOW = """
from bot.assistant.rasa_patches import leave_out_tensorflow
leave_out_tensorflow()
import sys
import rasa.__main__
import bot.assistant.channel, bot.assistant.policy
import bot.assistant.nlu.language_detector, bot.assistant.nlu.intent_classifier
print("tensorflow" in sys.modules)
from rasa.utils.train_utils import RasaBatchDataGenerator
RasaBatchDataGenerator()
"""


def test_rasa_and_our_components_come_without_tensorflow_and_what_needs_it_names_the_way_out() -> None:
    command = [sys.executable, "-c", WITHOUT_TENSORFLOW]
    seen = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert seen.stdout.strip() == "False", seen.stderr
    assert "needs TensorFlow: use Rasa's own command" in seen.stderr


def test_every_component_of_rasas_own_in_the_configuration_is_there() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    names = {each["name"] for each in [*config["pipeline"], *config["policies"]]}
    assert {name for name in names if "." not in name} <= set(USED.values())


def test_after_rasa_it_is_too_late() -> None:
    with pytest.raises(RuntimeError, match="already"):
        leave_out_tensorflow()


def test_every_name_that_is_replaced_is_one_of_rasas() -> None:
    """An upgrade that renames one must be seen."""
    names = [
        *((module, name) for module, classes in NOT_USED.items() for name in classes),
        *USED.items(),
        (DEFAULT_COMPONENTS, "DEFAULT_COMPONENTS"),
        ("rasa.utils.io", "configure_colored_logging"),
        ("rasa.core.actions.action", "DEFAULT_REQUEST_TIMEOUT"),
        ("rasa.core.processor", "MessageProcessor"),
    ]
    missing = [(module, name) for module, name in names if not hasattr(importlib.import_module(module), name)]
    assert missing == []
    assert "_parse_message_with_graph" in own_methods(MessageProcessor)
    assert "_validate_action_result" in own_methods(RemoteAction), "which is replaced already in this process"


def own_methods(of: type) -> set[str]:
    """The methods that stand in the class's own source."""
    source = ast.parse(Path(str(sys.modules[of.__module__].__file__)).read_text(encoding="utf-8"))
    [found] = [each for each in source.body if isinstance(each, ast.ClassDef) and each.name == of.__name__]
    return {each.name for each in found.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


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
