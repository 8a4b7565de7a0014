"""Accounts of people who sign in at the municipality's identity provider."""

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.intake import audit, external, sessions, staff
from bot.intake.audit import Action
from bot.intake.external import Person, Rights
from bot.intake.models import AuditEntry, DeskSession, Role, StaffMember
from bot.intake.staff import NotLocalError
from tests.intake.conftest import Scene, everything_stored

ISSUER = "https://id.example.se"
ALVA = Person(ISSUER, "197001019999", "Alva")
WORKER = Rights(Role.WORKER, "eskilstuna")


def admit(scene: Scene, person: Person = ALVA, rights: Rights = WORKER) -> StaffMember:
    with scene.case_store.transaction() as session:
        account = external.admit(session, scene.case_store.vault, person, rights, scene.now)
        sessions.begin(session, account, is_signed_in=True, now=scene.now)
        return account


def refuse(scene: Scene, person: Person = ALVA) -> None:
    with scene.case_store.transaction() as session:
        external.refuse(session, person, "ingen roll", scene.now)


def log(scene: Scene) -> list[tuple[str, str, str, str | None]]:
    with scene.case_store.transaction() as session:
        lines = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(line.actor, line.action, line.subject, line.municipality) for line in lines]


def open_sessions(scene: Scene) -> list[int]:
    with scene.case_store.transaction() as session:
        return [each.staff_id for each in session.scalars(select(DeskSession))]


def test_the_same_person_has_the_same_account_whatever_they_are_called_now(scene: Scene) -> None:
    first, again = admit(scene), admit(scene, Person(ISSUER, ALVA.subject, "Alva Ny"))
    assert (again.id, again.name) == (first.id, "Alva")


@pytest.mark.parametrize(
    "other", [Person(ISSUER, "another", "Alva"), Person("https://other.example.se", ALVA.subject, "Alva")]
)
def test_another_person_of_the_same_name_has_an_account_and_a_name_of_their_own(
    scene: Scene, other: Person
) -> None:
    first, second = admit(scene), admit(scene, other)
    assert first.id != second.id
    assert second.name == "Alva 2"


def test_a_local_account_is_never_taken_over_by_its_name(scene: Scene) -> None:
    local = scene.account("Alva")
    account = admit(scene)
    assert (account.id != local.id, account.name) == (True, "Alva 2")


def test_a_name_that_the_log_has_for_somebody_who_left_is_not_given_again(scene: Scene) -> None:
    admit(scene)
    with scene.case_store.transaction() as session:
        staff.remove(session, "Alva", scene.now)
    assert admit(scene, Person(ISSUER, "another", "Alva")).name == "Alva 2"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Åsa Öberg", "Åsa Öberg"),
        ("asa@example.se", "asa@example.se"),
        ("A\u030asa", "Åsa"),
        ("<b>Asa</b>\n", "bAsab"),
        ("", "utan namn"),
        ("\0\0", "utan namn"),
        ("x" * 300, "x" * 58),
        (audit.RETENTION, "utan namn"),
        ("Besökaren 2", "utan namn"),
    ],
)
def test_a_name_from_outside_is_made_fit_for_the_log(scene: Scene, told: str, kept: str) -> None:
    assert admit(scene, Person(ISSUER, "someone", told)).name == kept


def test_of_who_a_person_is_at_the_provider_only_a_hash_is_stored(scene: Scene, engine: Engine) -> None:
    admit(scene)
    refuse(scene, Person(ISSUER, "195512318888", "Nils Obehörig"))
    stored = "".join(everything_stored(engine))
    for secret in (ALVA.subject, ISSUER, "195512318888", "Nils"):
        assert secret not in stored


def test_no_password_and_no_code_opens_such_an_account(scene: Scene) -> None:
    admit(scene)
    with scene.case_store.transaction() as session:
        hashed = staff.password_hash(session, "Alva")
        for guess in ("", external.NO_PASSWORD, "Alva"):
            assert not staff.fits(guess, hashed)
        with pytest.raises(NotLocalError):
            staff.accepts_code(session, scene.case_store.vault, "Alva", "123456", scene.now)


def test_nobody_can_give_it_a_password_or_a_phone(scene: Scene) -> None:
    admit(scene)
    with scene.case_store.transaction() as session:
        with pytest.raises(NotLocalError):
            staff.change_password(session, "Alva", scene.now)
        with pytest.raises(NotLocalError):
            staff.reset_totp(session, scene.case_store.vault, "Alva", scene.now)


def test_the_log_says_by_which_account_somebody_signed_in_and_who_added_it(scene: Scene) -> None:
    admit(scene)
    admit(scene)
    signed_in = ("Alva", Action.SIGNED_IN_EXTERNALLY.value, "Alva", "eskilstuna")
    assert log(scene) == [
        (audit.PROVIDER, Action.STAFF_ADDED.value, "Alva", "eskilstuna"),
        signed_in,
        signed_in,
    ]


@pytest.mark.parametrize(
    "rights", [Rights(Role.ADMINISTRATOR, "eskilstuna"), Rights(Role.WORKER, "botkyrka")]
)
def test_other_rights_count_from_the_sign_in_on_and_end_what_was_open(scene: Scene, rights: Rights) -> None:
    bystander = scene.worker("Bo")
    admit(scene)
    admit(scene)
    assert len(open_sessions(scene)) == 3
    account = admit(scene, rights=rights)
    assert Rights(account.role, account.municipality) == rights
    assert sorted(open_sessions(scene)) == sorted([bystander.id, account.id])


def test_a_move_to_another_municipality_is_in_the_logs_of_both(scene: Scene) -> None:
    admit(scene)
    admit(scene, rights=Rights(Role.WORKER, "botkyrka"))
    changed = [line for line in log(scene) if line[1] == Action.RIGHTS_CHANGED.value]
    assert [(actor, whose, where) for actor, _, whose, where in changed] == [
        (audit.PROVIDER, "Alva", "botkyrka"),
        (audit.PROVIDER, "Alva", "eskilstuna"),
    ]


def test_a_refusal_ends_what_the_person_has_open_and_nothing_of_others(scene: Scene) -> None:
    bystander = scene.worker("Bo")
    admit(scene)
    refuse(scene)
    assert open_sessions(scene) == [bystander.id]
    assert log(scene)[-1] == ("Alva", Action.SIGN_IN_REFUSED.value, "ingen roll", "eskilstuna")


def test_the_log_names_nobody_who_was_never_let_in(scene: Scene) -> None:
    refuse(scene, Person(ISSUER, "stranger", "Nils"))
    assert log(scene) == [(audit.STRANGER, Action.SIGN_IN_REFUSED.value, "ingen roll", None)]
