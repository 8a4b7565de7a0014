"""Accounts at the desk: passwords, one-time codes, roles.

Threat: a stolen or guessed password, a one-time code read over a shoulder. Method: passwords are generated
and stored as argon2id hashes; the second factor is TOTP (RFC 6238), and a used code is refused; attempts are
counted before anything is checked, and after five there are waits that grow (throttle.py). Whoever gives a
valid one-time code with the password need not wait for that: somebody who guesses passwords keeps the owner
out no longer. The session still begins with the next code. Not covered: a worker's own device in other hands.
"""

import secrets
from datetime import datetime
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake import account_names, audit, sessions
from bot.intake.audit import Action
from bot.intake.models import Role, StaffMember
from bot.intake.typed_digits import typed_digits
from bot.intake.vault import Vault

ISSUER = "Vägvisaren"
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Clocks may differ by one step either way."""

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 5
_hasher: Final = PasswordHasher()
_NOBODYS_HASH: Final = _hasher.hash(secrets.token_hex(16))
"""Compared with if there is no such account, so that the response takes as long."""


class NoSuchAccountError(LookupError):
    """There is no account with that name."""


class NotLocalError(Exception):
    """The account signs in at the identity provider: it has no password or one-time code here."""


class AccountExistsError(Exception):
    """The name is taken, or looks like one that is."""


class BadNameError(Exception):
    """The name is too long, has letters that look like others, or is shown for another sender."""


def new_password() -> str:
    """A password of about 120 random bits, in groups that can be read aloud."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def find(session: Session, name: str) -> StaffMember:
    """The account, locked.

    Raises:
        NoSuchAccountError: there is none.
    """
    account = session.scalar(select(StaffMember).where(StaffMember.name == name).with_for_update())
    if account is None:
        raise NoSuchAccountError(name)
    return account  # type: ignore[no-any-return]


def find_local(session: Session, name: str) -> StaffMember:
    """The account, locked, if it has a password here.

    Raises:
        NoSuchAccountError: there is none with that name.
        NotLocalError: it signs in at the identity provider.
    """
    account = find(session, name)
    if account.external_id is not None:
        raise NotLocalError(name)
    return account


def everybody(session: Session) -> list[StaffMember]:
    """All accounts, by municipality and name."""
    return list(session.scalars(select(StaffMember).order_by(StaffMember.municipality, StaffMember.name)))


def add(session: Session, vault: Vault, name: str, role: Role, municipality: str, now: datetime) -> str:
    """Adds an account; returns its password, which is stored only as a hash.

    Raises:
        AccountExistsError: the name is taken.
        BadNameError: the name is not allowed.
    """
    name = account_names.normalised(name)
    if not account_names.is_allowed(name):
        raise BadNameError(name)
    if account_names.looks_like_any(name, session.scalars(select(StaffMember.name))):
        raise AccountExistsError(name)
    password = new_password()
    secret = vault.seal(pyotp.random_base32())
    hashed = _hasher.hash(password)
    account = StaffMember(name=name, role=role, password_hash=hashed, sealed_totp_secret=secret)
    account.municipality = municipality
    session.add(account)
    audit.record(session, audit.COMMAND_LINE, Action.STAFF_ADDED, account, now)
    session.flush()
    return password


def remove(session: Session, name: str, now: datetime) -> None:
    """Deletes the account, its sessions and its drafts; others can take its cases.

    Raises:
        NoSuchAccountError: there is none.
    """
    account = find(session, name)
    session.delete(account)
    mark_erased(session)
    audit.record(session, audit.COMMAND_LINE, Action.STAFF_REMOVED, account, now)


def change_password(session: Session, name: str, now: datetime) -> str:
    """Gives the account a new password and ends its sessions.

    Raises:
        NoSuchAccountError: there is none.
        NotLocalError: it has no password here.
    """
    account = find_local(session, name)
    password = new_password()
    account.password_hash = _hasher.hash(password)
    sessions.end_all(session, account)
    audit.record(session, audit.COMMAND_LINE, Action.PASSWORD_CHANGED, account, now)
    return password


def reset_totp(session: Session, vault: Vault, name: str, now: datetime) -> None:
    """Lets the account set up a new phone at its next sign-in, and ends its sessions.

    Raises:
        NoSuchAccountError: there is none.
        NotLocalError: it has no one-time codes here.
    """
    account = find_local(session, name)
    account.sealed_totp_secret = vault.seal(pyotp.random_base32())
    account.has_proved_totp, account.last_totp_step = False, 0
    sessions.end_all(session, account)
    audit.record(session, audit.COMMAND_LINE, Action.TOTP_RESET, account, now)


def password_hash(session: Session, name: str) -> str:
    """The hash of the account's password; one that no password matches if there is no local account."""
    local = select(StaffMember.password_hash).where(StaffMember.external_id.is_(None))
    known = session.scalar(local.where(StaffMember.name == name))
    return str(known or _NOBODYS_HASH)


def is_of_account(hashed: str) -> bool:
    """Whether a hash that `password_hash` returned is that of an account."""
    return hashed != _NOBODYS_HASH


def fits(password: str, hashed: str) -> bool:
    """Whether the password matches the hash. Takes about a tenth of a second and 64 MB, on purpose."""
    try:
        return bool(_hasher.verify(hashed, password))
    except VerificationError:
        return False


def set_up_address(vault: Vault, account: StaffMember) -> str:
    """The otpauth address for the QR code at the first sign-in."""
    totp = pyotp.TOTP(vault.open(account.sealed_totp_secret))
    return str(totp.provisioning_uri(name=account.name, issuer_name=ISSUER))


def is_owners_code(session: Session, vault: Vault, name: str, code: str, now: datetime) -> bool:
    """Whether the code is that of the account's phone, which has been set up. It is used up by that.

    It may be guessed at without a limit: all it gives is an attempt at the password.
    """
    has_phone = select(StaffMember.has_proved_totp).where(StaffMember.external_id.is_(None))
    is_set_up = session.scalar(has_phone.where(StaffMember.name == name))
    return bool(is_set_up) and accepts_code(session, vault, name, code, now)


def accepts_code(session: Session, vault: Vault, name: str, code: str, now: datetime) -> bool:
    """Whether the code is valid now and unused. The first valid one confirms that the phone is set up."""
    account = find_local(session, name)
    totp = pyotp.TOTP(vault.open(account.sealed_totp_secret))
    typed = typed_digits(code).encode()
    this_step = int(now.timestamp()) // STEP_SECONDS
    for step in range(this_step - DRIFT_STEPS, this_step + DRIFT_STEPS + 1):
        is_right = secrets.compare_digest(totp.generate_otp(step).encode(), typed)
        if is_right and step > account.last_totp_step:
            account.last_totp_step, account.has_proved_totp = step, True
            return True
    return False
