"""Rasa is started without TensorFlow, and does all that it is asked to."""

import subprocess
import sys

import pytest
import rasa.engine.recipes.default_components  # noqa: F401
import yaml

from bot.assistant.lean_rasa import USED, leave_out_tensorflow
from bot.run.servers import environment
from bot.settings import ROOT

START = "from bot.assistant.lean_rasa import leave_out_tensorflow; leave_out_tensorflow(); "


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
