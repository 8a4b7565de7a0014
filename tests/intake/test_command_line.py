"""The desk's housekeeping, as whoever keeps the servers does it."""

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import Engine

from bot.intake import audit, cases, external, messages, sessions, staff, visits
from bot.intake.__main__ import main
from bot.intake.cases import HandOver
from bot.intake.external import Person, Rights
from bot.intake.models import Role
from bot.intake.office import Office, open_office
from bot.intake.vault import KeyFile
from bot.settings import ROOT, Settings
from tests.intake.conftest import TOKEN

PASSWORD = re.compile(r"\b[a-z2-9]{5}(?:-[a-z2-9]{5}){4}\b")


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, database_url: str, key_file: Path) -> None:
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", database_url)
    monkeypatch.setenv("VAGVISAREN_KEY_FILE", str(key_file))


@pytest.fixture
def office(environment: None) -> Office:
    """As the servers have it."""
    return open_office(Settings())


@pytest.fixture
def now() -> datetime:
    """The command line goes by the clock."""
    return datetime.now(timezone.utc)


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that succeeds prints."""
    assert main([*arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a command says which does not."""
    assert main([*arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert "Traceback" not in line
    return line


def add(capsys: pytest.CaptureFixture[str], name: str, role: str = "handläggare") -> str:
    (password,) = PASSWORD.findall(say(capsys, "staff", "add", name, role))
    return str(password)


def opens(office: Office, name: str, password: str) -> bool:
    with office.transaction() as session:
        hashed = staff.password_hash(session, name)
    return staff.fits(password, hashed)


def test_an_added_account_has_the_role_and_the_password_that_were_shown(
    capsys: pytest.CaptureFixture[str], office: Office
) -> None:
    for name, role in {"Alva": "handläggare", "Bo": "administratör"}.items():
        assert opens(office, name, add(capsys, name, role))
    with office.transaction() as session:
        assert [account.role for account in staff.everybody(session)] == [Role.WORKER, Role.ADMINISTRATOR]


def test_the_list_has_names_and_roles_and_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    password = add(capsys, "Alva")
    add(capsys, "Bo", "administratör")
    listed = say(capsys, "staff").splitlines()
    assert [line.split() for line in listed[:2]] == [
        ["Alva", "handläggare", "eskilstuna"],
        ["Bo", "administratör", "eskilstuna"],
    ]
    assert not any(password in line for line in listed)


def test_an_account_is_made_in_the_municipality_that_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", "eskilstuna botkyrka")
    say(capsys, "staff", "add", "Alva", "handläggare", "--municipality", "botkyrka")
    assert say(capsys, "staff").splitlines()[0].split() == ["Alva", "handläggare", "botkyrka"]


@pytest.mark.parametrize("more", [[], ["--municipality", "ingenstans"]])
def test_an_account_of_nobody_knows_which_municipality_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_MUNICIPALITIES", "eskilstuna botkyrka")
    assert "botkyrka" in fails(capsys, "staff", "add", "Alva", "handläggare", *more)


def test_a_new_password_replaces_the_old_one(capsys: pytest.CaptureFixture[str], office: Office) -> None:
    old = add(capsys, "Alva")
    (new,) = PASSWORD.findall(say(capsys, "staff", "password", "Alva"))
    assert (opens(office, "Alva", old), opens(office, "Alva", new)) == (False, True)


@pytest.mark.parametrize("task", ["remove", "password", "reset-totp"])
def test_a_changed_account_is_signed_out(
    capsys: pytest.CaptureFixture[str], office: Office, now: datetime, task: str
) -> None:
    add(capsys, "Alva")
    with office.transaction() as session:
        token = sessions.begin(session, staff.find(session, "Alva"), is_signed_in=True, now=now)
    say(capsys, "staff", task, "Alva")
    with office.transaction() as session:
        assert sessions.find(session, token, now) is None


@pytest.mark.parametrize("task", ["remove", "password", "reset-totp"])
def test_an_unknown_name_is_said_in_one_line(capsys: pytest.CaptureFixture[str], task: str) -> None:
    assert fails(capsys, "staff", task, "Cia") == "There is no account Cia."


def test_a_name_that_is_taken_is_said_in_one_line(capsys: pytest.CaptureFixture[str], office: Office) -> None:
    password = add(capsys, "Alva")
    assert fails(capsys, "staff", "add", "Alva", "administratör") == "There is an account Alva already."
    assert opens(office, "Alva", password)


def test_keys_that_others_may_read_are_said_in_one_line(
    capsys: pytest.CaptureFixture[str], office: Office, key_file: Path
) -> None:
    key_file.chmod(0o644)
    assert fails(capsys, "staff") == f"{key_file} can be read by others: chmod 600 it."


def test_a_lost_key_file_is_said_in_one_line_and_no_other_takes_its_place(
    capsys: pytest.CaptureFixture[str], office: Office, key_file: Path
) -> None:
    add(capsys, "Alva")
    key_file.unlink()
    assert str(key_file) in fails(capsys, "staff")
    assert not key_file.exists()


def test_while_nothing_is_kept_a_lost_key_file_is_made_anew(
    capsys: pytest.CaptureFixture[str], office: Office, key_file: Path
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
    capsys: pytest.CaptureFixture[str], office: Office, now: datetime
) -> None:
    for token, age in {"old": 61, "with-contact": 15, "new": 1}.items():
        asked = HandOver("eskilstuna", is_live=False, contact="0700000000")
        with office.transaction() as session:
            cases.open_case(session, office.vault, token, asked, now - timedelta(days=age))
    assert say(capsys, "purge") == "Deleted: 1 cases, 1 ways to be called.\n"
    assert say(capsys, "purge") == "Deleted: 0 cases, 0 ways to be called.\n"


def test_rotated_keys_leave_everything_readable_and_the_first_key_is_gone_in_the_end(
    capsys: pytest.CaptureFixture[str], office: Office, key_file: Path, now: datetime
) -> None:
    first = KeyFile(key_file).keys().encryption[0]
    with office.transaction() as session:
        case = cases.open_case(session, office.vault, TOKEN, HandOver("eskilstuna", is_live=True), now)
        visits.write(session, office.vault, TOKEN, ("1", "Hej"), now)
    for _ in range(3):
        assert "1 texts" in say(capsys, "rotate-keys")
        with office.transaction() as session:
            assert [line.text for line in messages.after(session, office.vault, case.id, 0)] == ["Hej"]
            assert audit.latest(session, "eskilstuna", 1)[0].action == "keys_rotated"
    assert first not in key_file.read_text()
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_the_tables_are_taken_to_a_revision_and_back_and_no_further(
    capsys: pytest.CaptureFixture[str], office: Office, engine: Engine
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
    capsys: pytest.CaptureFixture[str], office: Office
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


def test_an_account_at_the_provider_is_listed_as_such_and_gets_no_password(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    alva = Person("https://id.example.se", "somebody", "Alva")
    with office.transaction() as session:
        rights = Rights(Role.WORKER, "eskilstuna")
        external.admit(session, office.vault, alva, rights, datetime.now(timezone.utc))
    assert main(["staff"]) == 0
    assert re.search(r"Alva +handläggare +eskilstuna, kommunens konto", capsys.readouterr().out)
    for task in ("password", "reset-totp"):
        assert main(["staff", task, "Alva"]) == 1
        assert "see to it at the identity provider" in capsys.readouterr().err
    assert main(["staff", "remove", "Alva"]) == 0
