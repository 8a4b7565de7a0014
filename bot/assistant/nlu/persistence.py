"""Stores a trained model with skops, which, unlike pickle, runs no code from the file it loads."""

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.assistant.nlu.label_model import LabelModel
from bot.assistant.nlu.ngram_expert import State

_FILE = "model.skops"


def save_state(state: dict[str, State], model_storage: ModelStorage, resource: Resource) -> None:
    """Writes a component's arrays into Rasa's model archive."""
    with model_storage.write_to(resource) as folder:
        skops.io.dump(state, folder / _FILE)


def load_state(model_storage: ModelStorage, resource: Resource) -> dict[str, State]:
    """Loads a component's arrays.

    Raises:
        ValueError: the archive has none. An incomplete model must never answer anyone.
        skops.io.exceptions.UntrustedTypesFoundException: the file contains other types than arrays.
    """
    with model_storage.read_from(resource) as folder:
        state: dict[str, State] = skops.io.load(folder / _FILE, trusted=[])
        return state


def save(model: LabelModel, model_storage: ModelStorage, resource: Resource) -> None:
    """Writes the label model into Rasa's model archive."""
    save_state(model.state(), model_storage, resource)


def load(model_storage: ModelStorage, resource: Resource) -> LabelModel:
    """Loads the label model; raises as `load_state` does."""
    return LabelModel.from_state(load_state(model_storage, resource))
