"""A model that is missing, or was trained from something else, is told."""

from pathlib import Path

import pytest

from bot import train
from bot.check.model import check
from bot.check.results import Verdict
from bot.settings import Settings


def test_a_model_is_fine_only_when_it_was_trained_from_what_lies_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, fingerprint = tmp_path / "model.tar.gz", tmp_path / "model.sha256"
    monkeypatch.setattr(train, "MODEL", model)
    monkeypatch.setattr(train, "FINGERPRINT", fingerprint)

    def told() -> tuple[Verdict, str]:
        [line] = check(Settings())
        return line.verdict, line.text

    missing = told()
    model.touch()
    fingerprint.write_text("of something else")
    other = told()
    fingerprint.write_text(train.fingerprint())
    assert [missing[0], other[0], told()[0]] == [Verdict.WRONG, Verdict.WRONG, Verdict.FINE]
    assert missing[1] != other[1]
