"""Accounts of people who sign in with the municipality's own account, at its identity provider.

Threat: revoked rights that still work; confusion of people with the same name. Method: an account is found by
a hash of the provider's own id for the person and never by a name; role and municipality are updated at each
sign-in, and a change or a refusal ends open sessions; such accounts have no password and no one-time code.
Not covered: rights that are revoked while somebody is signed in.
"""

import hashlib
import itertools
import json
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake import account_names, audit, sessions
from bot.intake.audit import Action, Subject
from bot.intake.models import Role, StaffMember
from bot.intake.vault import Vault

NO_PASSWORD = "none"  # noqa: S105 - what no password fits
NAMELESS = "utan namn"
NAME_CHARACTERS = 58
"""Leaves room for a number, for a second person of that name."""


@dataclass(frozen=True)
class Person:
    """A person, as the provider describes them."""

    issuer: str
    subject: str
    name: str

    @property
    def id(self) -> str:
        """A hash of issuer and subject, which is all that is stored of them.

        A subject may be an identity number.
        """
        return hashlib.sha256(json.dumps([self.issuer, self.subject]).encode()).hexdigest()


@dataclass(frozen=True)
class Rights:
    """The role, and the municipality it is for."""

    role: Role
    municipality: str


def admit(session: Session, vault: Vault, person: Person, rights: Rights, now: datetime) -> StaffMember:
    """The person's account, made at the first sign-in, with these rights. Records the sign-in."""
    account = _find(session, person)
    if account is None:
        account = _make(session, vault, person, rights, now)
    elif Rights(account.role, account.municipality) != rights:
        _change(session, account, rights, now)
    audit.record(session, account.name, Action.SIGNED_IN_EXTERNALLY, account, now)
    return account


def refuse(session: Session, person: Person, reason: str, now: datetime) -> None:
    """Ends the person's sessions and records the refusal; without a name if they have no account."""
    account = _find(session, person)
    if account is not None:
        sessions.end_all(session, account)
    actor = account.name if account else audit.STRANGER
    whose = Subject(reason, account.municipality if account else None)
    audit.record(session, actor, Action.SIGN_IN_REFUSED, whose, now)


def _find(session: Session, person: Person) -> StaffMember | None:
    same = select(StaffMember).where(StaffMember.external_id == person.id).with_for_update()
    account: StaffMember | None = session.scalar(same)
    return account


def _make(session: Session, vault: Vault, person: Person, rights: Rights, now: datetime) -> StaffMember:
    account = StaffMember(
        name=_free_name(session, person.name),
        role=rights.role,
        municipality=rights.municipality,
        external_id=person.id,
        password_hash=NO_PASSWORD,
        sealed_totp_secret=vault.seal(pyotp.random_base32()),
    )
    session.add(account)
    audit.record(session, audit.PROVIDER, Action.STAFF_ADDED, account, now)
    session.flush()
    return account


def _change(session: Session, account: StaffMember, rights: Rights, now: datetime) -> None:
    for municipality in sorted({account.municipality, rights.municipality}):
        whose = Subject(account.name, municipality)
        audit.record(session, audit.PROVIDER, Action.RIGHTS_CHANGED, whose, now)
    account.role, account.municipality = rights.role, rights.municipality
    sessions.end_all(session, account)


def _free_name(session: Session, wanted: str) -> str:
    """A name for the person's account that no other account has or, by the audit log, has had."""
    cleaned = account_names.cleaned(wanted)[:NAME_CHARACTERS].strip()
    base = cleaned if account_names.is_allowed(cleaned) else NAMELESS
    names = (base if number == 1 else f"{base} {number}" for number in itertools.count(1))
    others = list(session.scalars(select(StaffMember.name)))
    return next(
        name
        for name in names
        if not (account_names.looks_like_any(name, others) or audit.names(session, name))
    )
