"""Rasa without TensorFlow, which it imports for components of its own that we do not use.

That import takes 10 s of a server's start and 400 MB of its memory. Rasa's list of default components names
all that need it, and three modules for training import it. Here Python is given these four modules before
Rasa asks for them: the list with the components that config.yml names, the others empty. Rasa's own command,
`rasa`, is untouched. Measured: docs/decisions/0008.
"""

import importlib
import sys
from types import ModuleType

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
    """Must be called before Rasa is imported.

    Raises:
        RuntimeError: it is too late.
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
