"""A model that is missing, was trained from something else, or is not what a Rasa has read, is told."""

from pathlib import Path

import pytest

from bot.check import model as model_check
from bot.check.model import check, results
from bot.check.processes import Kind, Process
from bot.check.results import Verdict
from bot.run import train
from bot.settings import Settings


def test_a_model_is_fine_only_when_it_was_trained_from_what_lies_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, fingerprint = tmp_path / "model.tar.gz", tmp_path / "model.sha256"
    monkeypatch.setattr(train, "MODEL", model)
    monkeypatch.setattr(train, "FINGERPRINT", fingerprint)
    monkeypatch.setattr(model_check, "running", list)

    def told() -> tuple[Verdict, str]:
        [line] = check(Settings())
        return line.verdict, line.text

    missing = told()
    model.touch()
    fingerprint.write_text("of something else")
    other = told()
    model.write_bytes(b"whole")
    fingerprint.write_text(train.stamp(train.fingerprint()))
    whole = told()
    model.write_bytes(b"who")
    half = told()
    verdicts = [each[0] for each in (missing, other, whole, half)]
    assert verdicts == [Verdict.WRONG, Verdict.WRONG, Verdict.FINE, Verdict.WRONG]
    assert missing[1] != other[1]


@pytest.mark.parametrize("is_current", [True, False])
def test_an_old_model_in_a_rasa_is_advice_whatever_the_file_is(is_current: bool) -> None:
    first, second = results(exists=True, is_current=is_current, is_old_in_a_rasa=True)
    assert first.verdict is (Verdict.FINE if is_current else Verdict.WRONG)
    assert second.verdict is Verdict.ADVICE and "starta om" in second.text


@pytest.mark.parametrize("old", [True, False])
def test_one_rasa_with_an_old_model_is_enough(old: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rasas = [Process(Kind.RASA, 5005, ""), Process(Kind.RASA, 5006, "", has_old_model=old)]
    monkeypatch.setattr(model_check, "running", lambda: rasas)
    assert any(line.verdict is Verdict.ADVICE for line in check(Settings())) == old


def test_the_fronts_container_has_no_model_and_says_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "MODEL", tmp_path / "missing")
    monkeypatch.setattr("bot.run.environments.ROOT", tmp_path)
    for is_container, verdict in ((True, Verdict.FINE), (False, Verdict.WRONG)):
        monkeypatch.setattr(model_check, "in_container", lambda answer=is_container: answer)
        assert next(check(Settings())).verdict is verdict
