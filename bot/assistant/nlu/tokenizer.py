"""Splits texts into the pieces that the sentence encoder knows, as its makers did (a unigram model)."""

from __future__ import annotations

import re
from array import array

from bot.assistant.nlu.encoder_weights import Pieces

SPACE = "\u2581"
"""What stands for a space in the pieces."""


class Tokenizer:
    """Finds the likeliest pieces that make up a text; takes 40 MB."""

    def __init__(self, pieces: Pieces) -> None:
        self._first, self._last, self._unknown = pieces.first, pieces.last, pieces.unknown
        self._replacements = pieces.replacements
        # With spaces, because Python stores Latin characters alone in half the memory.
        names = (name.replace(SPACE, " ") for name in pieces.names)
        self._ids = {name: number for number, name in enumerate(names) if name and number != self._unknown}
        self._scores = array("d", pieces.scores)
        self._longest = max(map(len, self._ids))
        self._unknown_score = min(pieces.scores) - 10

    def ids(self, text: str) -> list[int]:
        """The ids of the text's pieces, with those that begin and end a text."""
        return [self._first, *self._split(self._normalised(text)), self._last]

    def _normalised(self, text: str) -> str:
        text = re.sub(" {2,}", " ", text.translate(self._replacements)).replace(SPACE, " ")
        return text if text.startswith(" ") else f" {text}"

    def _split(self, text: str) -> list[int]:
        """The best way to each place in the text, found from the best ways to those before it (Viterbi)."""
        length = len(text)
        best = [0.0] + [float("-inf")] * length
        came: list[tuple[int, int]] = [(0, 0)] * (length + 1)
        find, scores = self._ids.get, self._scores
        for start in range(length):
            so_far = best[start]
            for end in range(start + 1, min(start + self._longest, length) + 1):
                piece = find(text[start:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end], came[end] = so_far + scores[piece], (start, piece)
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = so_far + self._unknown_score, (start, self._unknown)
        found = []
        while length:
            length, piece = came[length]
            found.append(piece)
        return found[::-1]
