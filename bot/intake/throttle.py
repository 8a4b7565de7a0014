"""Throttling of guesses at secrets.

Threat: somebody guesses passwords, one-time codes or return codes, or uses up the attempts of those who know
them. Method: attempts are counted in the database, for all web processes together, by what is guessed at and
never by who guesses: no address is needed or kept. Return codes have a few attempts a minute. An account has
a few attempts, and then waits that grow; its owner need not wait (staff.py). Not covered: an account whose
one-time codes are not set up yet waits as well while somebody guesses its password.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.models import Attempt

WINDOW = timedelta(minutes=1)
WRONG_CODES_PER_WINDOW = 10
SIGN_INS_PER_WINDOW = 5

AT_ONCE = 5
"""Attempts at an account's password, or at its one-time code, before there is a wait."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
REMEMBERED = timedelta(hours=1)


class TooManyTriesError(Exception):
    """There were too many attempts; the next one is taken after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def count(session: Session, subject: str, limit: int, now: datetime) -> None:
    """Counts an attempt before it is checked, so that concurrent attempts are all counted.

    Raises:
        TooManyTriesError: there were `limit` attempts within a minute; this one is not counted.
    """
    hashed = _begin(session, subject, now)
    first_ends = select(func.count(), func.min(Attempt.until)).where(Attempt.subject == hashed)
    tries, until = session.execute(first_ends).one()
    if tries >= limit:
        raise TooManyTriesError(until - now)
    session.add(Attempt(subject=hashed, until=now + WINDOW))


def count_with_waits(session: Session, subject: str, now: datetime) -> None:
    """Counts an attempt before it is checked; the more there were within an hour, the longer the wait.

    Raises:
        TooManyTriesError: it comes too soon after the last one, and is not counted.
    """
    hashed = _begin(session, subject, now)
    last_ends = select(func.count(), func.max(Attempt.until)).where(Attempt.subject == hashed)
    tries, until = session.execute(last_ends).one()
    if until is not None and (left := until - REMEMBERED + wait_after(tries) - now) > timedelta():
        raise TooManyTriesError(left)
    session.add(Attempt(subject=hashed, until=now + REMEMBERED))


def wait_after(tries: int) -> timedelta:
    """How long the next attempt at an account waits after so many: it doubles each time."""
    too_many = tries - AT_ONCE
    return timedelta() if too_many < 0 else min(FIRST_WAIT * 2**too_many, LONGEST_WAIT)


def _begin(session: Session, subject: str, now: datetime) -> str:
    """The subject as stored. Attempts at it are counted one at a time."""
    hashed = _hashed(subject)
    if session.get_bind().dialect.name == "postgresql":  # SQLite has a single writer anyway
        lock = func.pg_advisory_xact_lock(int(hashed[:15], 16))
        session.execute(select(lock))
    forget_old(session, now)
    return hashed


def _hashed(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()


def forget_old(session: Session, now: datetime) -> None:
    """Deletes attempts that no longer count."""
    session.execute(delete(Attempt).where(Attempt.until <= now))


def forgive(session: Session, subject: str) -> None:
    """Removes the latest attempt, because it was right."""
    latest = select(func.max(Attempt.id)).where(Attempt.subject == _hashed(subject)).scalar_subquery()
    session.execute(delete(Attempt).where(Attempt.id == latest).execution_options(synchronize_session=False))


def forgive_all(session: Session, subject: str) -> None:
    """Removes all attempts, because the last one was right."""
    session.execute(delete(Attempt).where(Attempt.subject == _hashed(subject)))
