"""Writes a graph in ONNX's format, the little of it that the sentence encoder needs.

The `onnx` package is not used: those versions that take TensorFlow's protobuf have known vulnerabilities.
The format is a protobuf message, whose fields' numbers stand in
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

FLOAT, INT8 = 1, 3
TYPES = {np.dtype(np.float32): FLOAT, np.dtype(np.int8): INT8}

Sizes = Sequence[int | str]
"""A tensor's sizes: numbers, or names of those that differ from one call to another."""

IR_VERSION = 9
MICROSOFT = "com.microsoft"
"""The domain of onnxruntime's own operators."""

VERSIONS = {"": 18, MICROSOFT: 1}
"""Of the operators, by domain."""


def _number(value: int) -> bytes:
    value &= (1 << 64) - 1
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def message(*fields: tuple[int, int | float | str | bytes]) -> bytes:
    """A protobuf message of numbered fields."""
    made = bytearray()
    for number, value in fields:
        if isinstance(value, int):
            made += _number(number << 3) + _number(value)
        elif isinstance(value, float):
            made += _number(number << 3 | 5) + struct.pack("<f", value)
        else:
            content = value.encode() if isinstance(value, str) else value
            made += _number(number << 3 | 2) + _number(len(content)) + content
    return bytes(made)


def _attribute(name: str, value: float) -> bytes:
    place, kind = (3, 2) if isinstance(value, int) else (2, 1)
    return message((1, name), (place, value), (20, kind))


def _tensor(name: str, values: npt.NDArray[Any]) -> bytes:
    sizes = ((1, size) for size in values.shape)
    return message(*sizes, (2, TYPES[values.dtype]), (8, name), (9, values.tobytes()))


def _argument(name: str, sizes: Sizes) -> bytes:
    shape = message(*((1, message((2 if isinstance(size, str) else 1, size))) for size in sizes))
    return message((1, name), (2, message((1, message((1, FLOAT), (2, shape))))))


class Graph:
    """A graph that grows by one node at a time, in the order in which they are calculated."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []

    def constant(self, values: npt.NDArray[Any]) -> str:
        """Keeps a tensor; returns its name."""
        name = f"constant{len(self._constants)}"
        self._constants.append(_tensor(name, values))
        return name

    def node(
        self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "", **attributes: float
    ) -> str:
        """Adds a node; returns the name of its only or first output. An input left out is an empty name."""
        names = outputs or (f"node{len(self._nodes)}",)
        fields: Iterator[tuple[int, Any]] = iter([
            *((1, each) for each in inputs), *((2, each) for each in names), (4, kind), (7, domain),
            *((5, _attribute(name, value)) for name, value in attributes.items()),
        ])  # fmt: skip
        self._nodes.append(message(*fields))
        return names[0]

    def model(self, inputs: Mapping[str, Sizes], output: str, sizes: Sizes) -> bytes:
        """The whole file."""
        graph = message(
            *((1, each) for each in self._nodes), (2, "graph"), *((5, each) for each in self._constants),
            *((11, _argument(name, each)) for name, each in inputs.items()), (12, _argument(output, sizes)),
        )  # fmt: skip
        versions = ((8, message((1, domain), (2, number))) for domain, number in VERSIONS.items())
        return message((1, IR_VERSION), (7, graph), *versions)
