"""Accounts for the desk, as whoever keeps the servers makes, changes and removes them."""

import re
from datetime import datetime, timezone

import pytest

from bot.intake import external, sessions, staff
from bot.intake.__main__ import main
from bot.intake.case_store import CaseStore
from bot.intake.external import Person, Rights
from bot.intake.models import Role
from tests.support.command_line import PASSWORD, add, fails, opens, say


def test_an_added_account_has_the_role_and_the_password_that_were_shown(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore
) -> None:
    for name, role in {"Alva": "handläggare", "Bo": "administratör"}.items():
        assert opens(case_store, name, add(capsys, name, role))
    with case_store.transaction() as session:
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


def test_a_new_password_replaces_the_old_one(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore
) -> None:
    old = add(capsys, "Alva")
    (new,) = PASSWORD.findall(say(capsys, "staff", "password", "Alva"))
    assert (opens(case_store, "Alva", old), opens(case_store, "Alva", new)) == (False, True)


@pytest.mark.parametrize("task", ["remove", "password", "reset-totp"])
def test_a_changed_account_is_signed_out(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore, now: datetime, task: str
) -> None:
    add(capsys, "Alva")
    with case_store.transaction() as session:
        token = sessions.begin(session, staff.find(session, "Alva"), is_signed_in=True, now=now)
    say(capsys, "staff", task, "Alva")
    with case_store.transaction() as session:
        assert sessions.find(session, token, now) is None


@pytest.mark.parametrize("task", ["remove", "password", "reset-totp"])
def test_an_unknown_name_is_said_in_one_line(capsys: pytest.CaptureFixture[str], task: str) -> None:
    assert fails(capsys, "staff", task, "Cia") == "There is no account Cia."


def test_a_name_that_is_taken_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], case_store: CaseStore
) -> None:
    password = add(capsys, "Alva")
    assert fails(capsys, "staff", "add", "Alva", "administratör") == "There is an account Alva already."
    assert opens(case_store, "Alva", password)


def test_an_account_at_the_provider_is_listed_as_such_and_gets_no_password(
    case_store: CaseStore, capsys: pytest.CaptureFixture[str]
) -> None:
    alva = Person("https://id.example.se", "somebody", "Alva")
    with case_store.transaction() as session:
        rights = Rights(Role.WORKER, "eskilstuna")
        external.admit(session, case_store.vault, alva, rights, datetime.now(timezone.utc))
    assert main(["staff"]) == 0
    assert re.search(r"Alva +handläggare +eskilstuna, kommunens konto", capsys.readouterr().out)
    for task in ("password", "reset-totp"):
        assert main(["staff", task, "Alva"]) == 1
        assert "see to it at the identity provider" in capsys.readouterr().err
    assert main(["staff", "remove", "Alva"]) == 0
