"""How often a secret may be guessed.

Threat: somebody tries passwords, one-time codes or return codes. Method: tries are counted in the database,
so that all web processes count together, by what is tried and never by who tries: no address is needed or
kept. Not covered: somebody who keeps an account's own five tries a minute used up.
"""

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


def note(session: Session, subject: str, now: datetime) -> None:
    """Counts a try."""
    session.add(Attempt(subject=subject, at=now))


def check(session: Session, subject: str, limit: int, now: datetime) -> None:
    """Lets the next try through.

    Raises:
        TooManyTriesError: there have been `limit` within a minute.
    """
    session.execute(delete(Attempt).where(Attempt.at <= now - WINDOW))
    tries = select(func.count()).select_from(Attempt).where(Attempt.subject == subject)
    if session.scalar(tries) >= limit:
        raise TooManyTriesError
