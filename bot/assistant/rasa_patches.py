"""Every place where Rasa's own code is replaced, and why. Rasa's version is locked; a test checks each name.

`leave_out_tensorflow` and `keep_texts_out_of_logs` apply when we start a server (bot/run/rasa.py).
`bound_action_calls` and `read_in_context` apply wherever our policy is loaded, also under Rasa's own command.
"""

import importlib
import sys
from functools import cache
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator

from bot.assistant.context import reading_in_context
from bot.privacy import logs
from bot.settings import Settings

NOT_USED = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}
"""Modules that only training and neural networks need, and the names that a server imports from them."""

DEFAULT_COMPONENTS = "rasa.engine.recipes.default_components"

USED = {
    "rasa.nlu.classifiers.fallback_classifier": "FallbackClassifier",
    "rasa.core.policies.rule_policy": "RulePolicy",
}
"""Rasa's own components that config.yml uses or that ours inherit from."""


class NeedsTensorFlow:
    """Replaces a class that needs TensorFlow, and fails when it is used."""

    def __init__(self, *_: object, **__: object) -> None:
        raise ImportError("this needs TensorFlow: use Rasa's own command, `rasa`")


def leave_out_tensorflow() -> None:
    """Starts Rasa without TensorFlow, which it imports for components that our pipeline does not use.

    That import takes 10 s of a server's start and 400 MB of its memory (docs/measurements.md). Rasa's list of
    default components imports all that need it, and so do three modules for training. Replacements for these
    four are put in `sys.modules` before Rasa imports them: the list has only the components that we use.

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
    """Replaces Rasa's logging setup by ours, because Rasa logs messages and conversation ids."""
    import rasa.utils.io  # noqa: PLC0415 - only after leave_out_tensorflow

    rasa.utils.io.configure_colored_logging = logs.configure


def bound_action_calls() -> None:
    """Makes Rasa use our time limit for the action server, and validate its answers faster.

    Rasa's own limit is five minutes, and no setting changes it (docs/decisions/0004). For each answer Rasa
    also validates the constant schema itself, against the JSON Schema meta-schema, which takes 30 ms.
    """
    import rasa.core.actions.action as module  # noqa: PLC0415 - as above

    module.DEFAULT_REQUEST_TIMEOUT = Settings().action_timeout
    module.RemoteAction._validate_action_result = _validate_action_result


def read_in_context() -> None:
    """Makes Rasa interpret a message with what the conversation was about (bot/assistant/context.py).

    Rasa gives its pipeline the message alone, so that no component could know what "den" stands for.
    """
    from rasa.core.processor import MessageProcessor  # noqa: PLC0415 - as above

    MessageProcessor._parse_message_with_graph = reading_in_context(
        MessageProcessor._parse_message_with_graph
    )


@cache
def _validator() -> Draft202012Validator:
    from rasa.core.actions.action import RemoteAction  # noqa: PLC0415 - as above

    return Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(_: object, result: dict[str, Any]) -> bool:
    """Validates an action server's answer.

    Raises:
        jsonschema.ValidationError: it is invalid; the policy then sends the calm line.
    """
    _validator().validate(result)
    return True
