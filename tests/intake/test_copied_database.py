"""Whoever copies the database file reads nothing; and what was erased is not in it, not even sealed."""

import random
import stat
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import LargeBinary, select
from sqlalchemy.engine import Engine

from bot.database import open_database
from bot.intake import cases, retention, return_codes, rotation, staff, visits
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.migrations import migrate
from bot.intake.models import Case, Role, tables
from bot.intake.vault import Vault
from bot.municipality import RetentionDays
from tests.intake.conftest import TOKEN, Scene

ONLY_A_FILE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
SHARED, CONTACT, NOTE = "Delat ord för ord", "0701234567", "Anteckning om besökaren"
WRITTEN, REFERRED = "Jag vill lämna gänget", "Ring socialjouren i kväll"
DAYS = RetentionDays(closed=30, unanswered=60, contact=14)
PIECE = 24
"""Enough of a sealed text to know it again, and little enough to find what is left of one."""


def file_of(tmp_path: Path) -> bytes:
    """The database as somebody would copy it, with whatever SQLite keeps beside it."""
    return b"".join(path.read_bytes() for path in sorted(tmp_path.glob("cases.sqlite*")))


def all_sealed(case_store: CaseStore) -> set[bytes]:
    with case_store.transaction() as session:
        return {
            bytes(value)
            for table in tables.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, LargeBinary)
            for value in session.scalars(select(column).where(column.is_not(None)))
        }


def traces(sealed: Iterable[bytes], copied: bytes) -> list[bytes]:
    """The sealed texts of which a piece is in the file; their first bytes are the same in all."""
    return [
        text
        for text in sealed
        if any(text[at : at + PIECE] in copied for at in range(16, len(text) - PIECE, PIECE // 2))
    ]


def spellings(secret: str) -> list[bytes]:
    """How a secret could stand in a file."""
    encoded = [secret.encode("utf-8"), secret.encode("utf-16-le"), secret.encode("utf-8").hex().encode()]
    return [*encoded, secret.replace(" ", "").encode()]


@ONLY_A_FILE
def test_a_copy_of_the_database_holds_nothing_that_can_be_read(
    scene: Scene, vault: Vault, tmp_path: Path, now: datetime
) -> None:
    code = return_codes.new_code()
    with scene.case_store.transaction() as session:
        password = staff.add(session, vault, "Alva", Role.WORKER, "eskilstuna", now)
        worker = staff.find(session, "Alva")
        totp = pyotp.parse_uri(staff.set_up_address(vault, worker)).secret
    cookie = scene.signs_in(worker)
    case = scene.case(asked=HandOver("eskilstuna", is_live=True, shared=(("you", SHARED),), contact=CONTACT))
    with scene.case_store.transaction() as session:
        cases.take(session, vault, case.id, worker, now).sealed_note = vault.seal(NOTE)
        visits.write(session, vault, TOKEN, ("own-id-of-the-page", WRITTEN), now)
        code_hash, tag = (kept(code, vault.source.keys()) for kept in (return_codes.hashed, return_codes.tag))
        visits.keep_code(session, TOKEN, code_hash, tag)
        session.flush()
        in_the_middle = file_of(tmp_path)  # the journal is there now
        cases.end(session, vault, case.id, worker, now, REFERRED)
    copied = in_the_middle + file_of(tmp_path)
    told = [SHARED, CONTACT, NOTE, WRITTEN, REFERRED, "own-id-of-the-page"]
    for secret in [*told, code, password, totp, cookie, TOKEN, *vault.source.keys().encryption]:
        assert not any(spelling in copied for spelling in spellings(secret)), secret
    assert case.label.encode() in copied  # what is meant to be there is found in this way


@ONLY_A_FILE
def test_what_was_erased_is_not_in_the_file_not_even_sealed(
    scene: Scene, engine: Engine, tmp_path: Path
) -> None:
    """Among other cases whose lines lie between, so that pages are split, filled and joined again."""
    chance, vault = random.Random(1), scene.case_store.vault
    tokens = [f"visitor-{number}" for number in range(4)]
    asked = HandOver("eskilstuna", is_live=True, shared=(("you", "delat " * 1_000),), contact=CONTACT)
    found = {token: scene.case(token, asked) for token in tokens}
    was_there: set[bytes] = set()
    for number in range(120):
        token = chance.choice(tokens)
        with scene.case_store.transaction() as session:
            text = "ord " * chance.choice([1, 20, 200, 500])
            visits.write(session, vault, token, (f"{number}", text), scene.now)
            if number % 4 == 0:
                session.get(Case, found[token].id).sealed_note = vault.seal(text)
        if number % 10 == 9:
            was_there |= all_sealed(scene.case_store)
    assert len(traces(all_sealed(scene.case_store), file_of(tmp_path))) > 120
    with engine.connect():  # as other processes have it open, too
        for token in tokens:
            with scene.case_store.transaction() as session:
                visits.erase(session, token, scene.now)
            gone = was_there - all_sealed(scene.case_store)
            assert traces(gone, file_of(tmp_path)) == []
    assert all_sealed(scene.case_store) == set()


@ONLY_A_FILE
def test_a_note_and_a_way_to_be_called_that_were_taken_away_are_not_in_the_file(
    scene: Scene, tmp_path: Path
) -> None:
    case = scene.case(asked=HandOver("eskilstuna", is_live=False, contact=CONTACT))
    with scene.case_store.transaction() as session:
        session.get(Case, case.id).sealed_note = scene.case_store.vault.seal(NOTE * 100)
    was_there = all_sealed(scene.case_store)
    assert len(traces(was_there, file_of(tmp_path))) == 2
    with scene.case_store.transaction() as session:
        retention.purge(session, {"eskilstuna": DAYS}, scene.now + timedelta(days=15))
        session.get(Case, case.id).sealed_note = scene.case_store.vault.seal("Kort.")
    assert traces(was_there, file_of(tmp_path)) == []


@ONLY_A_FILE
def test_after_a_rotation_nothing_is_left_that_the_old_key_opens(scene: Scene, tmp_path: Path) -> None:
    scene.case(asked=HandOver("eskilstuna", is_live=True, shared=(("you", SHARED),), contact=CONTACT))
    old = all_sealed(scene.case_store)
    with scene.case_store.transaction() as session:
        assert rotation.reseal_all(session, scene.case_store.vault) == (len(old), 0)
    assert traces(old, file_of(tmp_path)) == []


@ONLY_A_FILE
def test_a_transaction_that_fails_leaves_nothing_in_the_file(scene: Scene, tmp_path: Path) -> None:
    scene.case()
    with pytest.raises(InterruptedError), scene.case_store.transaction() as session:
        visits.write(session, scene.case_store.vault, TOKEN, ("1", "ord " * 2_000), scene.now)
        written = {bytes(value) for value in session.scalars(select(tables.metadata.tables["messages"].c[3]))}
        raise InterruptedError
    assert len(written) == 1
    assert traces(written, file_of(tmp_path)) == []


def test_only_its_owner_may_read_the_database_file(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "cases.sqlite"
    migrate(open_database(f"sqlite:///{path}"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
