"""Makes a graph for onnxruntime of the sentence encoder's layers, with weights of 8 bits.

The graph knows no batch: the texts' tokens follow one another, and `apart` keeps each from attending to those
of other texts. So nothing is computed for padding, and short texts may stand beside long ones. The words'
embeddings are looked up outside, because onnxruntime would hold all of them in memory.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.assistant.nlu.encoder_weights import EncoderWeights, Floats, unpacked
from bot.assistant.nlu.onnx_file import MICROSOFT, Graph

LAYERS = 12
"""How many of the encoder's layers are used, all of them (docs/decisions/0020)."""

LARGEST = 63
"""The largest weight: without VNNI, processors add two products in 16 bits, too few for larger ones."""


def linear(made: Graph, read: str, weights: Floats, bias: Floats) -> str:
    """What is read, times weights of 8 bits, plus the bias. Each row of weights has its own scale."""
    scales = np.abs(weights).max(axis=1) / LARGEST
    rounded = np.rint(weights / scales[:, np.newaxis]).astype(np.int8).T
    constants = (rounded, scales, np.zeros(len(scales), np.int8), bias)
    inputs = [read, *(made.constant(each) for each in constants)]
    return made.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)


class _Layers:
    def __init__(self, weights: EncoderWeights) -> None:
        self.made = Graph()
        self._weights = weights

    def linear(self, read: str, *names: str, columns: int) -> str:
        rows = np.vstack([unpacked(self._weights.blocks(f"{name}.w", columns)) for name in names])
        bias = np.concatenate([self._weights.floats(f"{name}.b") for name in names])
        return linear(self.made, read, rows, bias)

    def norm(self, name: str, *read: str) -> str:
        """The sum of what is read, normalised."""
        constants = [self.made.constant(self._weights.floats(f"{name}.{each}")) for each in "wb"]
        kind, domain = ("SkipLayerNormalization", MICROSOFT) if len(read) > 1 else ("LayerNormalization", "")
        return self.made.node(kind, [*read, *constants], domain=domain, epsilon=self._weights.epsilon)

    def layer(self, number: int, read: str) -> str:
        name, width = f"l{number}", self._weights.width
        asked = self.linear(read, f"{name}.q", f"{name}.k", f"{name}.v", columns=width)
        parts = [f"{name}.{each}" for each in ("query", "key", "value")]
        self.made.node("Split", [asked], *parts, axis=-1, num_outputs=3)
        inputs = [*parts, "", "", "apart"]
        seen = self.made.node("MultiHeadAttention", inputs, domain=MICROSOFT, num_heads=self._weights.heads)
        read = self.norm(f"{name}.aln", self.linear(seen, f"{name}.ao", columns=width), read)
        inner = self.made.node("Gelu", [self.linear(read, f"{name}.fi", columns=width)], domain=MICROSOFT)
        outer = self.linear(inner, f"{name}.fo", columns=self._weights.inner)
        return self.norm(f"{name}.oln", outer, read)


def graph(weights: EncoderWeights, layers: int = LAYERS) -> bytes:
    """The encoder as an ONNX file, from the words' embeddings to the texts'."""
    parts = _Layers(weights)
    read = parts.norm("emb.ln", "words")
    for number in range(layers):
        read = parts.layer(number, read)
    means = parts.made.node("MatMul", ["shares", read])
    parts.made.node("LpNormalization", [means], "texts")
    inputs = {
        "words": [1, "tokens", weights.width],
        "apart": [1, 1, "tokens", "tokens"],
        "shares": [1, "texts", "tokens"],
    }
    return parts.made.model(inputs, "texts", [1, "texts", weights.width])


def write(path: Path) -> None:
    """Writes the graph of the bundled weights; takes a second."""
    path.write_bytes(graph(EncoderWeights()))
