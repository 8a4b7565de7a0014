"""Stores a trained model with skops, which, unlike pickle, runs no code from the file it loads."""

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.assistant.nlu.label_model import LabelModel

_FILE = "model.skops"


def save(model: LabelModel, model_storage: ModelStorage, resource: Resource) -> None:
    """Writes the model into Rasa's model archive."""
    with model_storage.write_to(resource) as folder:
        skops.io.dump(model.state(), folder / _FILE)


def load(model_storage: ModelStorage, resource: Resource) -> LabelModel:
    """Loads the model.

    Raises:
        ValueError: the archive has no such model. An incomplete model must never answer anyone.
        skops.io.exceptions.UntrustedTypesFoundException: the file contains other types than arrays.
    """
    with model_storage.read_from(resource) as folder:
        return LabelModel.from_state(skops.io.load(folder / _FILE, trusted=[]))
