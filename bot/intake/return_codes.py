"""Return codes, with which visitors come back without a name.

Threat: a code is guessed, or read from a copied database. Method: 16 random digits, as in GlobaLeaks, stored
only as an argon2id hash. All codes share one salt, so that a case can be found by its code; the salt is a key
outside the database (vault.py). Wrong codes are throttled for all visitors together. Not covered: a code that
somebody reads over the visitor's shoulder or finds on the phone.
"""

import re
import secrets

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake.models import Case
from bot.intake.typed_digits import typed_digits
from bot.intake.vault import Keys

DIGITS = 16
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


def find_case(session: Session, code_hash: str, municipality: str) -> Case | None:
    """The municipality's case that has this code."""
    is_it = (Case.code_hash == code_hash, Case.municipality == municipality)
    case: Case | None = session.scalar(select(Case).where(*is_it).with_for_update())
    return case
