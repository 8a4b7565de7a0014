"""Every place where Rasa's own code is replaced, and why. Its versions are locked; a test checks each name.

`leave_out_tensorflow` and `keep_texts_out_of_logs` are for our own start of a server (bot/run/rasa.py). The
calls to the action server are changed wherever our policy is loaded, also under Rasa's own command.
"""

import importlib
import sys
from functools import cache
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator

from bot.privacy import logs
from bot.settings import Settings

NOT_USED = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}
"""Modules that only training and neural networks need, and what a server looks up in them by name."""

DEFAULT_COMPONENTS = "rasa.engine.recipes.default_components"

USED = {
    "rasa.nlu.classifiers.fallback_classifier": "FallbackClassifier",
    "rasa.core.policies.rule_policy": "RulePolicy",
}
"""Rasa's own components that config.yml names, or that ours are made from."""


class NeedsTensorFlow:
    """Stands for a class of Rasa's that is not here; it works with Rasa's own command, `rasa`."""

    def __init__(self, *_: object, **__: object) -> None:
        raise ImportError("this needs TensorFlow: use Rasa's own command, `rasa`")


def leave_out_tensorflow() -> None:
    """Starts Rasa without TensorFlow, which it imports for components that our pipeline does not use.

    That import takes 10 s of a server's start and 400 MB of its memory (docs/measurements.md). Rasa's list of
    default components names all that need it, and three modules for training import it. Python is given these
    four modules before Rasa asks for them: the list with the components that we use, the others empty.

    Raises:
        RuntimeError: Rasa has been imported already.
    """
    if DEFAULT_COMPONENTS in sys.modules or "tensorflow" in sys.modules:
        raise RuntimeError("Rasa has been imported already")
    for name, classes in NOT_USED.items():
        module = ModuleType(name)
        vars(module).update(dict.fromkeys(classes, NeedsTensorFlow))
        sys.modules[name] = module
    components = ModuleType(DEFAULT_COMPONENTS)
    sys.modules[DEFAULT_COMPONENTS] = components
    used = [getattr(importlib.import_module(module), name) for module, name in USED.items()]
    vars(components)["DEFAULT_COMPONENTS"] = used


def keep_texts_out_of_logs() -> None:
    """Has our logs set up where Rasa would set up its own, which hold messages and conversation ids."""
    import rasa.utils.io  # noqa: PLC0415 - only after leave_out_tensorflow

    rasa.utils.io.configure_colored_logging = logs.configure


def bound_action_calls() -> None:
    """Has Rasa wait for an action server as long as our settings say, and check its answers cheaply.

    Rasa would wait five minutes, which no setting changes (docs/decisions/0004). And it checks each answer
    against a schema that it first checks against the schema of schemas: 30 ms, though it never changes.
    """
    import rasa.core.actions.action as module  # noqa: PLC0415 - as above

    module.DEFAULT_REQUEST_TIMEOUT = Settings().action_timeout
    module.RemoteAction._validate_action_result = _validate_action_result


@cache
def _validator() -> Draft202012Validator:
    from rasa.core.actions.action import RemoteAction  # noqa: PLC0415 - as above

    return Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(_: object, result: dict[str, Any]) -> bool:
    """Whether an action server's answer has the right form.

    Raises:
        jsonschema.ValidationError: it has not; the policy then says the calm line.
    """
    _validator().validate(result)
    return True
