"""Accounts: what signs somebody in, and what no longer does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pyotp
import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.intake import cases, sessions, staff
from bot.intake.models import CaseState, Role, StaffMember
from bot.intake.staff import AccountExistsError, NoSuchAccountError
from tests.intake.conftest import Scene, everything_stored, together

STEP = timedelta(seconds=staff.STEP_SECONDS)


def add(scene: Scene, name: str = "Alva", role: Role = Role.WORKER) -> str:
    with scene.case_store.transaction() as session:
        return staff.add(session, scene.case_store.vault, name, role, "eskilstuna", scene.now)


def opens(scene: Scene, name: str, password: str) -> bool:
    with scene.case_store.transaction() as session:
        hashed = staff.password_hash(session, name)
    return staff.fits(password, hashed)


def phone(scene: Scene, name: str = "Alva") -> pyotp.TOTP:
    """The worker's phone, set up with the QR code."""
    with scene.case_store.transaction() as session:
        address = staff.set_up_address(scene.case_store.vault, staff.find(session, name))
    return pyotp.TOTP(parse_qs(urlparse(address).query)["secret"][0])


def accepts(scene: Scene, code: str, at: datetime | None = None, name: str = "Alva") -> bool:
    with scene.case_store.transaction() as session:
        return staff.accepts_code(session, scene.case_store.vault, name, code, at or scene.now)


def test_the_password_is_long_and_opens_only_its_own_account(scene: Scene) -> None:
    password, other = add(scene), add(scene, "Bo")
    assert password != other
    assert len(password.replace("-", "")) == 25
    assert opens(scene, "Alva", password)
    assert not opens(scene, "Alva", other)


@pytest.mark.real_hashing
def test_the_password_is_stored_only_as_an_argon2id_hash(scene: Scene, engine: Engine) -> None:
    password = add(scene)
    rows = everything_stored(engine)
    assert not any(password in row for row in rows)
    assert sum("$argon2id$v=19$m=65536,t=3,p=4$" in row for row in rows) == 1


@pytest.mark.parametrize(
    "change", [str.upper, lambda right: right[:-1], lambda _: "", lambda right: right + "x"]
)
def test_a_wrong_password_is_refused(scene: Scene, change: Callable[[str], str]) -> None:
    password = add(scene)
    assert not opens(scene, "Alva", change(password))


def test_an_unknown_name_is_refused_like_a_wrong_password(scene: Scene) -> None:
    password = add(scene)
    with scene.case_store.transaction() as session:
        assert staff.password_hash(session, "Bo").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    for name in ("Bo", "alva", "", "' OR 1=1 --", "å" * 100):
        assert not opens(scene, name, password)


def test_two_accounts_cannot_have_the_same_name(scene: Scene) -> None:
    password = add(scene)
    with pytest.raises(AccountExistsError):
        add(scene)
    assert opens(scene, "Alva", password)


def test_the_phones_code_is_right_now_and_one_step_either_way(scene: Scene) -> None:
    add(scene)
    for drift, is_right in [(-2, False), (-1, True), (0, True), (1, True), (3, False)]:
        code = phone(scene).at(scene.now + drift * STEP)
        assert accepts(scene, code) is is_right


def test_a_code_that_was_used_is_refused(scene: Scene) -> None:
    add(scene)
    code = phone(scene).at(scene.now)
    assert accepts(scene, code)
    assert not accepts(scene, code)
    assert not accepts(scene, code, scene.now + STEP)


def test_an_earlier_code_is_refused_once_a_later_one_was_used(scene: Scene) -> None:
    add(scene)
    assert accepts(scene, phone(scene).at(scene.now))
    assert not accepts(scene, phone(scene).at(scene.now - STEP))
    assert accepts(scene, phone(scene).at(scene.now + STEP), scene.now + STEP)


def test_a_code_that_two_give_at_once_lets_one_in(scene: Scene) -> None:
    add(scene)
    for number in range(5):
        at = scene.now + number * STEP
        code = phone(scene).at(at)
        assert sorted(together(*[lambda at=at, code=code: accepts(scene, code, at)] * 2)) == [False, True]


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 56", "\0" * 6])
def test_what_is_no_code_is_refused(scene: Scene, code: str) -> None:
    add(scene)
    assert not accepts(scene, code)


def test_another_accounts_code_is_refused(scene: Scene) -> None:
    add(scene)
    add(scene, "Bo")
    assert not accepts(scene, phone(scene, "Bo").at(scene.now))


def test_a_phone_is_proved_by_its_first_code(scene: Scene) -> None:
    add(scene)
    for code, is_proved in [("000000x", False), (f" {phone(scene).at(scene.now)} ", True)]:
        accepts(scene, code)
        with scene.case_store.transaction() as session:
            assert staff.find(session, "Alva").has_proved_totp is is_proved


def change_password(session: Session, scene: Scene) -> None:
    staff.change_password(session, "Alva", scene.now)


def remove(session: Session, scene: Scene) -> None:
    staff.remove(session, "Alva", scene.now)


def reset_totp(session: Session, scene: Scene) -> None:
    staff.reset_totp(session, scene.case_store.vault, "Alva", scene.now)


@pytest.mark.parametrize("change", [change_password, remove, reset_totp])
def test_a_changed_account_is_signed_out_everywhere_and_nobody_else_is(
    scene: Scene, change: Callable[[Session, Scene], None]
) -> None:
    alva, bo = scene.account("Alva"), scene.account("Bo")
    alvas, bos = [scene.signs_in(alva), scene.signs_in(alva)], scene.signs_in(bo)
    with scene.case_store.transaction() as session:
        change(session, scene)
    with scene.case_store.transaction() as session:
        assert [sessions.find(session, token, scene.now) for token in alvas] == [None, None]
        assert sessions.find(session, bos, scene.now) is not None


def test_after_a_change_only_the_new_password_opens(scene: Scene) -> None:
    old = add(scene)
    with scene.case_store.transaction() as session:
        new = staff.change_password(session, "Alva", scene.now)
    assert (opens(scene, "Alva", old), opens(scene, "Alva", new)) == (False, True)


def test_after_a_reset_only_the_new_phone_is_right(scene: Scene) -> None:
    add(scene)
    old_phone = phone(scene)
    assert accepts(scene, old_phone.at(scene.now))
    with scene.case_store.transaction() as session:
        reset_totp(session, scene)
        assert not staff.find(session, "Alva").has_proved_totp
    assert not accepts(scene, old_phone.at(scene.now + STEP))
    assert accepts(scene, phone(scene).at(scene.now))


def test_the_cases_of_a_removed_worker_can_be_taken(scene: Scene) -> None:
    removed, colleague = scene.worker("Alva"), scene.worker("Bo")
    case = scene.taken_case(removed)
    with scene.case_store.transaction() as session:
        staff.remove(session, "Alva", scene.now)
    assert scene.fresh(case).taken_by_id is None
    with scene.case_store.transaction() as session:
        cases.take(session, scene.case_store.vault, case.id, colleague, scene.now)
    assert (scene.state(case), scene.fresh(case).taken_by_id) == (CaseState.TAKEN, colleague.id)


def test_a_removed_account_is_gone(scene: Scene) -> None:
    password = add(scene)
    with scene.case_store.transaction() as session:
        staff.remove(session, "Alva", scene.now)
    assert not opens(scene, "Alva", password)
    for change in (change_password, remove, reset_totp):
        with pytest.raises(NoSuchAccountError, match="Alva"), scene.case_store.transaction() as session:
            change(session, scene)


def test_everybody_is_listed_by_name(scene: Scene) -> None:
    for name in ("Bo", "Alva", "Cia"):
        scene.account(name)
    with scene.case_store.transaction() as session:
        assert [account.name for account in staff.everybody(session)] == ["Alva", "Bo", "Cia"]
        assert all(isinstance(account, StaffMember) for account in staff.everybody(session))
