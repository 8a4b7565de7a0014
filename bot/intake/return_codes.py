"""Return codes, with which visitors come back without a name.

Threat: a code is guessed, or read from a copied database; a flood of wrong codes keeps right ones out.
Method: 16 random digits, as in GlobaLeaks, stored only as an argon2id hash. All codes share one salt, so that
a case can be found by its code; the salt is a key outside the database (vault.py). Beside the hash there is a
tag, 24 bits of a keyed hash of the whole code: a code with a tag that no case has is wrong, and is not hashed
slowly. The tag helps nobody to guess: without the key nobody can tell which codes share one. Codes are
throttled with those that begin with the same four digits, so that whoever tries many locks out few others.
Not covered: a code that somebody reads over the visitor's shoulder or finds on the phone.
"""

import hashlib
import hmac
import re
import secrets

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.intake.models import Case
from bot.intake.typed_digits import typed_digits
from bot.intake.vault import Keys

DIGITS = 16
BEGINNING = 4
"""The digits that codes which are throttled together have in common."""

TAG_BYTES = 3
TIME_COST, MEMORY_KIB, LANES, HASH_BYTES = 3, 65_536, 4, 32
"""RFC 9106, section 4, the second recommended option."""


def new_code() -> str:
    """Sixteen random digits in groups of four."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return " ".join(re.findall("....", digits))


def is_code(code: str) -> bool:
    """Whether the text has the form of a code."""
    return re.fullmatch(rf"[0-9]{{{DIGITS}}}", typed_digits(code)) is not None


def hashed(code: str, keys: Keys) -> str:
    """The code's hash, as stored. Takes about a tenth of a second, on purpose."""
    raw = hash_secret_raw(
        typed_digits(code).encode(), keys.return_codes, TIME_COST, MEMORY_KIB, LANES, HASH_BYTES, Type.ID
    )
    return raw.hex()


def tag(code: str, keys: Keys) -> str:
    """A part of a keyed hash of the code, as stored."""
    digest = hmac.digest(keys.return_codes, f"tag {typed_digits(code)}".encode(), hashlib.sha256)
    return digest[:TAG_BYTES].hex()


def throttled_as(code: str, municipality: str) -> str:
    """What tries of the code are counted under (throttle.py)."""
    return f"return-codes {municipality} {typed_digits(code)[:BEGINNING]}"


def may_exist(session: Session, code_tag: str, municipality: str) -> bool:
    """Whether a case of the municipality has a code with this tag, or one from before there were tags."""
    has_code = (Case.municipality == municipality, Case.code_hash.is_not(None))
    fits = or_(Case.code_tag == code_tag, Case.code_tag.is_(None))
    return session.scalar(select(Case.id).where(*has_code, fits).limit(1)) is not None


def find_case(session: Session, code_hash: str, municipality: str) -> Case | None:
    """The municipality's case that has this code."""
    is_it = (Case.code_hash == code_hash, Case.municipality == municipality)
    case: Case | None = session.scalar(select(Case).where(*is_it).with_for_update())
    return case
