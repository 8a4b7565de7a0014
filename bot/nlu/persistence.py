"""Keeping trained models with skops, which, unlike pickle, runs no code from the file it reads."""

from typing import Any

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.features import TextFeatures

_FILE = "model.skops"
_TRUSTED = ["sklearn.calibration._CalibratedClassifier", "sklearn.calibration._SigmoidCalibration"]
"""Parts of scikit-learn's calibrated classifier that skops does not yet count as safe by itself."""


def save(features: TextFeatures, model: Any, model_storage: ModelStorage, resource: Resource) -> None:
    """Writes features and the model trained on them into Rasa's model archive."""
    with model_storage.write_to(resource) as folder:
        skops.io.dump({"features": features.state(), "model": model}, folder / _FILE)


def load(model_storage: ModelStorage, resource: Resource) -> tuple[TextFeatures, Any]:
    """Reads features and model back.

    Raises:
        ValueError: the archive has no such model. A half-made model must never answer anyone.
        skops.io.exceptions.UntrustedTypesFoundException: the file holds a class it should not.
    """
    with model_storage.read_from(resource) as folder:
        content = skops.io.load(folder / _FILE, trusted=_TRUSTED)
    return TextFeatures.from_state(content["features"]), content["model"]
