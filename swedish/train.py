"""Trains the project's own Swedish pipeline: `make swedish CORPUS=<path or address of the corpus's folder>`.

The same seed gives the same pipeline. Prints one line per epoch.
"""

import argparse
import json
import random
import shutil
import sys
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from bot.settings import ROOT
from swedish.examples import (
    Sentence,
    annotated_message,
    as_example,
    chat_message,
    nameless_messages,
    read_corpus,
    with_other_names,
)
from swedish.lexicon import word_lists
from swedish.names import lines

SEED = 2026
EPOCHS = 14
TIMES_A_TEMPLATE = 8
TIMES_A_NAMELESS_MESSAGE = 1
TIMES_AN_ANNOTATED_MESSAGE = 2
OUTPUT = ROOT / "bot" / "privacy" / "swedish"
READ_BY = ">=3.7.5,<3.9.0"
"""Trained with Rasa's older spaCy; the front's newer one loads it with the same results (tests/privacy)."""

CONFIG = Path(__file__).parent / "config.cfg"


def epoch(nlp: Language, corpus: list[Sentence], chance: random.Random) -> list[Example]:
    """One epoch's examples; generated ones are new in each epoch."""
    examples = [as_example(nlp, sentence) for sentence in corpus]
    for sentence in corpus:
        if any(label == "PRS" for _, label in sentence):
            examples.append(as_example(nlp, with_other_names(sentence, chance)))
        if chance.random() < 0.3:
            examples.append(as_example(nlp, [(word.lower(), label) for word, label in sentence]))
    messages = [*lines("templates.txt") * TIMES_A_TEMPLATE, *nameless_messages() * TIMES_A_NAMELESS_MESSAGE]
    examples += [chat_message(nlp, message, chance) for message in messages]
    for line in lines("annotated.txt") * TIMES_AN_ANNOTATED_MESSAGE:
        examples += [annotated_message(nlp, line, chance, is_changed=changed) for changed in (False, True)]
    chance.shuffle(examples)
    return examples


def train(corpus: list[Sentence], seed: int = SEED, epochs: int = EPOCHS) -> Language:
    """Trains a pipeline on the corpus and the chat messages."""
    fix_random_seed(seed)
    chance = random.Random(seed)
    nlp = spacy.util.load_model_from_config(spacy.util.load_config(CONFIG), auto_fill=True)
    optimizer = nlp.initialize(lambda: epoch(nlp, corpus, chance))
    for number in range(epochs):
        optimizer.learn_rate = 0.001 * min(1, 1.5 * (1 - number / epochs))
        losses: dict[str, float] = {}
        for batch in minibatch(epoch(nlp, corpus, chance), size=64):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(f"Epoch {number + 1} of {epochs}: loss {losses['ner']:.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        nlp.from_bytes(nlp.to_bytes())
    return nlp


def scores(nlp: Language, corpus: list[Sentence]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 for each label on a part of the corpus."""
    examples = [as_example(nlp, sentence) for sentence in corpus]
    for example in examples:
        example.predicted = nlp(example.predicted)
    found: dict[str, dict[str, float]] = Scorer().score_spans(examples, "ents")["ents_per_type"]
    return found


def main() -> int:
    """Trains and scores the pipeline, and writes it where the assistant loads it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "corpus", help="the folder or address that holds train_corpus.txt and test_corpus.txt"
    )
    parser.add_argument("--output", type=Path, default=OUTPUT)
    wanted = parser.parse_args()
    corpus = read_corpus(f"{wanted.corpus}/train_corpus.txt")
    nlp = train(corpus)
    measured = scores(nlp, read_corpus(f"{wanted.corpus}/test_corpus.txt"))
    nlp.meta.update(
        {
            "name": "vagvisaren",
            "version": "1.0.0",
            "license": "CC BY 4.0",
            "performance": measured,
            "spacy_version": READ_BY,
        }
    )
    nlp.to_disk(wanted.output, exclude=["vocab"])
    shutil.copy(Path(__file__).parent / "NOTICE", wanted.output)
    for name, words in word_lists(nlp, corpus).items():
        (wanted.output / f"{name}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(json.dumps(measured, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
