"""Throttling of guesses at secrets.

Threat: somebody guesses passwords, one-time codes or return codes. Method: attempts are counted in the
database, for all web processes together, by what is guessed at and never by who guesses: no address is needed
or kept. Not covered: somebody who locks an account out by using up its five attempts a minute.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.models import Attempt

WINDOW = timedelta(minutes=1)
WRONG_CODES_PER_WINDOW = 10
SIGN_INS_PER_WINDOW = 5


class TooManyTriesError(Exception):
    """There were too many attempts within a minute."""


def count(session: Session, subject: str, limit: int, now: datetime) -> None:
    """Counts an attempt before it is checked, so that concurrent attempts are all counted.

    Raises:
        TooManyTriesError: there were `limit` attempts within a minute; this one is not counted.
    """
    hashed = hashlib.sha256(subject.encode()).hexdigest()
    if session.get_bind().dialect.name == "postgresql":  # SQLite has a single writer anyway
        lock = func.pg_advisory_xact_lock(int(hashed[:15], 16))
        session.execute(select(lock))
    forget_old(session, now)
    tries = select(func.count()).select_from(Attempt).where(Attempt.subject == hashed)
    if session.scalar(tries) >= limit:
        raise TooManyTriesError
    session.add(Attempt(subject=hashed, at=now))


def forget_old(session: Session, now: datetime) -> None:
    """Deletes attempts that no longer count."""
    session.execute(delete(Attempt).where(Attempt.at <= now - WINDOW))


def forgive(session: Session, subject: str) -> None:
    """Removes the latest attempt, because it was right."""
    hashed = hashlib.sha256(subject.encode()).hexdigest()
    latest = select(func.max(Attempt.id)).where(Attempt.subject == hashed).scalar_subquery()
    session.execute(delete(Attempt).where(Attempt.id == latest).execution_options(synchronize_session=False))
