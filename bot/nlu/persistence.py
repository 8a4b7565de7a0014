"""Keeping trained models with skops, which, unlike pickle, runs no code from the file it reads."""

from typing import Any

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

_FILE = "model.skops"
_TRUSTED = ["bot.nlu.features.TextFeatures"]
"""The only class of ours in a model file; scikit-learn's and numpy's own are known to skops."""


def save(model: Any, model_storage: ModelStorage, resource: Resource) -> None:
    """Writes a trained model into Rasa's model archive."""
    with model_storage.write_to(resource) as folder:
        skops.io.dump(model, folder / _FILE)


def load(model_storage: ModelStorage, resource: Resource) -> Any:
    """Reads a model back.

    Raises:
        ValueError: the archive has no such model. A half-made model must never answer anyone.
        skops.io.exceptions.UntrustedTypesFoundException: the file holds a class it should not.
    """
    with model_storage.read_from(resource) as folder:
        return skops.io.load(folder / _FILE, trusted=_TRUSTED)
