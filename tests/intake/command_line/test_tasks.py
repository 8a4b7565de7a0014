"""The desk's housekeeping, as whoever keeps the servers does it; what goes wrong is one line."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import Engine

from bot.intake import audit, cases, messages, visits
from bot.intake.__main__ import main
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.vault import KeyFile
from bot.settings import ROOT
from tests.intake.conftest import TOKEN
from tests.support.command_line import add, fails, say


def test_keys_that_others_may_read_are_said_in_one_line(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, key_file: Path
) -> None:
    key_file.chmod(0o644)
    assert fails(capsys, "staff") == f"{key_file} can be read by others: chmod 600 it."


def test_a_lost_key_file_is_said_in_one_line_and_no_other_takes_its_place(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, key_file: Path
) -> None:
    add(capsys, "Alva")
    key_file.unlink()
    assert str(key_file) in fails(capsys, "staff")
    assert not key_file.exists()


def test_while_nothing_is_kept_a_lost_key_file_is_made_anew(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, key_file: Path
) -> None:
    first = key_file.read_text()
    key_file.unlink()
    add(capsys, "Alva")
    assert key_file.read_text() != first
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_malformed_keys_are_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAGVISAREN_KEYS", "not-a-key")
    assert "not-a-key" not in fails(capsys, "staff")


def test_an_unknown_municipality_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", "ingenstans")
    assert "ingenstans" in fails(capsys, "purge")


def test_a_database_that_does_not_answer_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", f"postgresql://us:secret@/none?host={tmp_path}")
    assert "secret" not in fails(capsys, "staff")


@pytest.mark.parametrize("wrong", [["staff", "add", "Alva"], ["staff", "add", "Alva", "chef"], ["erase"], []])
def test_what_is_no_task_is_refused(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_purging_deletes_what_is_past_its_time_and_can_be_repeated(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, now: datetime
) -> None:
    for token, age in {"old": 61, "with-contact": 15, "new": 1}.items():
        asked = HandOver("eskilstuna", is_live=False, contact="0700000000")
        with case_store.transaction() as session:
            cases.open_case(session, case_store.vault, token, asked, now - timedelta(days=age))
    assert say(capsys, "purge") == "Deleted: 1 cases, 1 ways to be called.\n"
    assert say(capsys, "purge") == "Deleted: 0 cases, 0 ways to be called.\n"


def test_rotated_keys_leave_everything_readable_and_the_first_key_is_gone_in_the_end(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, key_file: Path, now: datetime
) -> None:
    first = KeyFile(key_file).keys().encryption[0]
    with case_store.transaction() as session:
        case = cases.open_case(session, case_store.vault, TOKEN, HandOver("eskilstuna", is_live=True), now)
        visits.write(session, case_store.vault, TOKEN, ("1", "Hej"), now)
    for _ in range(3):
        assert "1 texts" in say(capsys, "rotate-keys")
        with case_store.transaction() as session:
            assert [line.text for line in messages.after(session, case_store.vault, case.id, 0)] == ["Hej"]
            assert audit.latest(session, "eskilstuna", 1)[0].action == "keys_rotated"
    assert first not in key_file.read_text()
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_the_tables_are_taken_to_a_revision_and_back_and_no_further(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, engine: Engine
) -> None:
    def tables() -> set[str]:
        return set(inspect(engine).get_table_names())

    newest = say(capsys, "migrate")
    assert "not_understood" in tables()
    for _ in range(2):
        assert say(capsys, "migrate", "0002") == "The tables are at revision 0002.\n"
        assert tables() >= {"cases", "audit"} and "not_understood" not in tables()
    assert say(capsys, "migrate") == newest
    assert "not_understood" in tables()


def test_a_revision_that_does_not_exist_is_said_in_one_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore
) -> None:
    newest = say(capsys, "migrate")
    for wrong in ("9999", "0000", "nonsense"):
        assert "no such revision" in fails(capsys, "migrate", wrong)
        assert say(capsys, "migrate") == newest


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_it_is_a_program_and_makes_what_it_needs(tmp_path: Path) -> None:
    database, keys = tmp_path / "new/cases.sqlite", tmp_path / "newer/keys"
    environment = {
        **os.environ,
        "VAGVISAREN_DATABASE_URL": f"sqlite:///{database}",
        "VAGVISAREN_KEY_FILE": str(keys),
    }
    command = [sys.executable, "-m", "bot.intake", "staff", "remove", "Cia"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "There is no account Cia." in ended.stderr
    assert database.exists() and keys.exists()
