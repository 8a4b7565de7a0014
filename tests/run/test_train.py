"""Training when, and only when, something changed; and a line a person can read."""

import sys
from pathlib import Path

import pytest

from bot.municipality.answers import AnswersError
from bot.run import train
from bot.run.train import fingerprint, stage


def test_only_a_change_of_content_changes_the_fingerprint(tmp_path: Path) -> None:
    nlu = tmp_path / "data/nlu/a.yml"
    nlu.parent.mkdir(parents=True)
    nlu.write_text("one")
    before = fingerprint(tmp_path)
    nlu.touch()
    assert fingerprint(tmp_path) == before
    nlu.write_text("two")
    assert fingerprint(tmp_path) != before
    nlu.write_text("one")
    assert fingerprint(tmp_path) == before


def test_components_config_and_locks_count_and_other_files_do_not(tmp_path: Path) -> None:
    seen = {fingerprint(tmp_path)}
    for name in (
        "config.yml",
        "domain.yml",
        "bot/assistant/nlu/x.py",
        "bot/assistant/policy.py",
        "requirements/rasa.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        assert fingerprint(tmp_path) not in seen, name
        seen.add(fingerprint(tmp_path))
    (tmp_path / "README.md").write_text("x")
    assert fingerprint(tmp_path) in seen


def test_a_phone_number_hours_and_a_municipalitys_own_answers_need_no_training(tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    for name in ("bot/municipality/eskilstuna.yml", "bot/municipality/answers/eskilstuna/contact.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('phone: "08-463 00 00"')
    assert fingerprint(tmp_path) == before


def test_the_progress_line_follows_rasas_log() -> None:
    log = "INFO noise\n"
    assert stage(log) == "starting"
    log += "Reading training examples: 3000 of 6000.\n"
    assert stage(log) == "reading examples, 50 %"
    log += "Starting to train component 'LabelClassifier'.\n"
    assert stage(log) == "learning (LabelClassifier)"


HALF_WAY = """
import pathlib, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
(folder / "vagvisaren.tar.gz").write_bytes(b"half")
"""


@pytest.mark.parametrize(("ending", "model"), [("sys.exit(1)", b"before"), ("sys.exit(0)", b"half")])
def test_a_training_that_fails_leaves_the_model_that_was_there(
    ending: str, model: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\n{HALF_WAY}\n{ending}\n")
    program.chmod(0o700)
    (tmp_path / "vagvisaren.tar.gz").write_bytes(b"before")
    monkeypatch.setattr(sys, "executable", str(program))
    for name in ("MODEL", "FINGERPRINT", "LOG"):
        monkeypatch.setattr(train, name, tmp_path / getattr(train, name).name)
    for name in ("MODELS", "ROOT"):
        monkeypatch.setattr(train, name, tmp_path)
    train.train()
    assert (tmp_path / "vagvisaren.tar.gz").read_bytes() == model
    assert train.is_current() == (ending == "sys.exit(0)")
    assert not list(tmp_path.glob("unfinished-*"))


def test_an_answer_with_a_mistake_stops_the_training_and_says_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise AnswersError("responses/life.yml, rad 7: utter_faq/pets nämner lagen 'pl_99', som inte finns")

    monkeypatch.setattr(train, "refuse_wrong_answers", refuse)
    monkeypatch.setattr(train, "train", lambda: pytest.fail("trained"))
    assert train.main() == 1
    assert "responses/life.yml, rad 7: utter_faq/pets" in capsys.readouterr().err


@pytest.mark.parametrize(("is_current", "trained"), [(True, []), (False, ["once"])])
def test_answers_in_order_are_trained_on_only_if_something_changed(
    is_current: bool, trained: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def note() -> int:
        ran.append("once")
        return 0

    monkeypatch.setattr(train, "is_current", lambda: is_current)
    monkeypatch.setattr(train, "train", note)
    assert train.main() == 0
    assert ran == trained
