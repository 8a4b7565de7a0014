"""How often a secret may be guessed.

Threat: somebody tries passwords, one-time codes or return codes. Method: tries are counted in the database,
so that all web processes count together, by what is tried and never by who tries: no address is needed or
kept. Not covered: somebody who keeps an account's own five tries a minute used up.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.models import Attempt

WINDOW = timedelta(minutes=1)
RETURN_CODES = "return-codes"
WRONG_CODES_PER_WINDOW = 10
SIGN_INS_PER_WINDOW = 5


class TooManyTriesError(Exception):
    """Wait a minute and try again."""


def count(session: Session, subject: str, limit: int, now: datetime) -> None:
    """Counts a try, before it is known whether it is right: tries that come together are all counted.

    Raises:
        TooManyTriesError: there have been `limit` within a minute; this one is not counted.
    """
    hashed = hashlib.sha256(subject.encode()).hexdigest()
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        lock = func.pg_advisory_xact_lock(int(hashed[:15], 16))
        session.execute(select(lock))
    forget_old(session, now)
    tries = select(func.count()).select_from(Attempt).where(Attempt.subject == hashed)
    if session.scalar(tries) >= limit:
        raise TooManyTriesError
    session.add(Attempt(subject=hashed, at=now))


def forget_old(session: Session, now: datetime) -> None:
    """Removes the tries that count no more."""
    session.execute(delete(Attempt).where(Attempt.at <= now - WINDOW))


def forgive(session: Session, subject: str) -> None:
    """Takes the latest try back: it was right."""
    hashed = hashlib.sha256(subject.encode()).hexdigest()
    latest = select(func.max(Attempt.id)).where(Attempt.subject == hashed).scalar_subquery()
    session.execute(delete(Attempt).where(Attempt.id == latest).execution_options(synchronize_session=False))
