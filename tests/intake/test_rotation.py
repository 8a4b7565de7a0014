"""New keys for old: everything stays readable, and the old key opens nothing any more."""

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from bot.intake import cases, drafts, messages, return_codes, rotation, staff, visits
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.models import (
    Case,
    Draft,
    DraftKind,
    Message,
    NotUnderstood,
    Role,
    Sender,
    StaffMember,
    tables,
)
from bot.intake.vault import FixedKeys, KeyFile, Keys, UnreadableError, Vault, new_keys
from tests.intake.conftest import TOKEN, Scene

SHARED, CONTACT, NOTE, LINES = [("you", "hej")], "0700000000", "Ring efter fem.", ["Hej", "Hallå"]
DRAFT = "Ring på mån"


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    file = KeyFile(tmp_path / "keys")
    file.write(new_keys())
    return file


@pytest.fixture
def vault(file: KeyFile) -> Vault:
    return Vault(file)


@pytest.fixture
def case(scene: Scene) -> Case:
    """A case with something in every sealed column, and an account."""
    vault = scene.case_store.vault
    with scene.case_store.transaction() as session:
        staff.add(session, vault, "Alva", Role.WORKER, "eskilstuna", scene.now)
        case = cases.open_case(
            session, vault, TOKEN, HandOver("eskilstuna", True, tuple(SHARED), contact=CONTACT), scene.now
        )
        case.sealed_note = vault.seal(NOTE)
        drafts.keep(session, vault, case, staff.find(session, "Alva"), (DraftKind.REPLY, DRAFT))
        for line in LINES:
            visits.write(session, vault, TOKEN, (line, line), scene.now)
    return case


def rotate(case_store: CaseStore, file: KeyFile) -> tuple[int, int]:
    rotation.put_new_key_first(file)
    with case_store.transaction() as session:
        return rotation.reseal_all(session, case_store.vault)


def all_sealed(case_store: CaseStore) -> list[bytes]:
    """Found by the type of the column, and not as the rotation finds it."""
    with case_store.transaction() as session:
        return [
            bytes(value)
            for table in tables.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, LargeBinary)
            for value in session.scalars(select(column).where(column.is_not(None)))
        ]


def everything(scene: Scene, case: Case) -> tuple[object, ...]:
    vault, found = scene.case_store.vault, scene.fresh(case)
    contact, note = vault.open(found.sealed_contact), vault.open(found.sealed_note)
    with scene.case_store.transaction() as session:
        [draft] = session.scalars(select(Draft))
    return cases.shared(vault, found), contact, note, scene.texts(case), vault.open(draft.sealed_text)


def totp_secret(case_store: CaseStore) -> str:
    with case_store.transaction() as session:
        return case_store.vault.open(staff.find(session, "Alva").sealed_totp_secret)


def test_every_column_that_is_sealed_is_sealed_again() -> None:
    holding = {
        mapper.class_
        for mapper in tables.mappers
        if any(isinstance(column.type, LargeBinary) for column in mapper.columns)
    }
    assert holding == set(rotation.SEALED_TABLES) == {Case, Draft, Message, NotUnderstood, StaffMember}
    for table in holding:
        named = {column.name for column in table.__table__.columns if column.name.startswith("sealed_")}
        assert named == set(rotation.sealed_columns(table))


def test_everything_is_readable_after_a_rotation(scene: Scene, case: Case, file: KeyFile) -> None:
    secret = totp_secret(scene.case_store)
    assert rotate(scene.case_store, file) == (5 + len(LINES), 0)
    assert everything(scene, case) == (SHARED, CONTACT, NOTE, LINES, DRAFT)
    assert totp_secret(scene.case_store) == secret


def test_after_a_rotation_the_old_key_opens_nothing(scene: Scene, case: Case, file: KeyFile) -> None:
    old = Vault(FixedKeys(file.keys()))
    before = all_sealed(scene.case_store)
    rotate(scene.case_store, file)
    after = all_sealed(scene.case_store)
    assert len(before) == len(after) == 5 + len(LINES)
    for sealed in before:
        assert old.open(sealed)
    for sealed in after:
        with pytest.raises(UnreadableError):
            old.open(sealed)


def test_rotating_again_and_again_loses_nothing(scene: Scene, case: Case, file: KeyFile) -> None:
    seen = {file.keys().encryption[0]}
    for _ in range(4):
        assert rotate(scene.case_store, file) == (5 + len(LINES), 0)
        seen.add(file.keys().encryption[0])
    assert len(seen) == 5
    assert everything(scene, case) == (SHARED, CONTACT, NOTE, LINES, DRAFT)


def test_a_rotation_that_crashed_before_it_sealed_anything_can_be_repeated(
    scene: Scene, case: Case, file: KeyFile
) -> None:
    rotation.put_new_key_first(file)
    assert rotate(scene.case_store, file) == (5 + len(LINES), 0)
    assert everything(scene, case) == (SHARED, CONTACT, NOTE, LINES, DRAFT)


def test_a_rotation_that_crashed_while_it_sealed_can_be_repeated(
    scene: Scene, case: Case, file: KeyFile
) -> None:
    rotation.put_new_key_first(file)
    with pytest.raises(InterruptedError), scene.case_store.transaction() as session:
        rotation.reseal_all(session, scene.case_store.vault)
        session.flush()
        raise InterruptedError
    assert rotate(scene.case_store, file) == (5 + len(LINES), 0)
    assert everything(scene, case) == (SHARED, CONTACT, NOTE, LINES, DRAFT)


def test_what_a_server_sealed_with_the_old_key_during_a_rotation_survives_the_next(
    scene: Scene, case: Case, file: KeyFile
) -> None:
    sealing_just_then = Vault(FixedKeys(file.keys()))
    rotate(scene.case_store, file)
    with scene.case_store.transaction() as session:
        line = (Sender.VISITOR, "just då", "delivery")
        locked = messages.lock_case(session, case.id)
        assert locked
        messages.add(session, sealing_just_then, locked, line, scene.now)
    assert scene.texts(case) == [*LINES, "just då"]
    assert rotate(scene.case_store, file)[1] == 0
    assert scene.texts(case) == [*LINES, "just då"]


def test_a_server_reads_and_writes_on_through_a_rotation(scene: Scene, case: Case, file: KeyFile) -> None:
    server = Vault(KeyFile(file.path))
    assert server.open(scene.fresh(case).sealed_note) == NOTE
    rotate(scene.case_store, file)
    assert server.open(scene.fresh(case).sealed_note) == NOTE
    assert scene.case_store.vault.open(server.seal("nytt")) == "nytt"


def test_a_text_that_no_key_opens_is_counted_and_left_alone(scene: Scene, case: Case, file: KeyFile) -> None:
    with scene.case_store.transaction() as session:
        session.get(Case, case.id).sealed_note = b"torn"
    assert rotate(scene.case_store, file) == (4 + len(LINES), 1)
    assert bytes(scene.fresh(case).sealed_note) == b"torn"
    assert scene.texts(case) == LINES


def test_return_codes_are_found_after_a_rotation(scene: Scene, case: Case, file: KeyFile) -> None:
    code = return_codes.new_code()
    with scene.case_store.transaction() as session:
        code_hash, tag = (kept(code, file.keys()) for kept in (return_codes.hashed, return_codes.tag))
        visits.keep_code(session, TOKEN, code_hash, tag)
    rotate(scene.case_store, file)
    with scene.case_store.transaction() as session:
        assert return_codes.may_exist(session, return_codes.tag(code, file.keys()), "eskilstuna")
        found = return_codes.find_case(session, str(return_codes.hashed(code, file.keys())), "eskilstuna")
        assert found is not None and found.id == case.id


def test_keys_from_the_environment_are_rotated_by_putting_a_new_one_first(
    scene: Scene, case: Case, file: KeyFile
) -> None:
    old, new = file.keys(), new_keys()
    both = Vault(FixedKeys(Keys((*new.encryption, *old.encryption), old.return_codes)))
    for _ in range(2):
        with scene.case_store.transaction() as session:
            assert rotation.reseal_all(session, both) == (5 + len(LINES), 0)
    only_new = Vault(FixedKeys(new))
    assert all(only_new.open(sealed) for sealed in all_sealed(scene.case_store))
