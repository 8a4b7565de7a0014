"""Sessions at the desk. The cookie holds an unguessable id; the database holds its hash and all the rest."""

import secrets
from datetime import datetime

from sqlalchemy import delete, not_, select
from sqlalchemy.orm import Session

from bot.intake.models import DeskSession, StaffMember
from bot.intake.queue import IDLE, LONGEST_SESSION, is_lasting
from bot.intake.tokens import token_hash


def begin(session: Session, account: StaffMember, is_signed_in: bool, now: datetime) -> str:
    """Begins a session, and returns its id. Not signed in means that only the password was given."""
    token = secrets.token_urlsafe(32)
    session.add(
        DeskSession(
            token_hash=token_hash(token),
            csrf_token=secrets.token_urlsafe(32),
            staff_id=account.id,
            is_signed_in=is_signed_in,
            active_at=now,
            seen_at=now,
            began_at=now,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> DeskSession | None:
    """The session with this id, unless it has been idle, or has lasted, for too long."""
    known = select(DeskSession).where(DeskSession.token_hash == token_hash(token))
    found: DeskSession | None = session.scalar(known.where(is_lasting(now)))
    return found


def touch(found: DeskSession, now: datetime, by_person: bool) -> None:
    """Records that a page is open and, with `by_person`, that somebody did something."""
    found.seen_at = now
    found.began_at = found.began_at or now
    if by_person:
        found.active_at = now


def idle_end(found: DeskSession) -> datetime:
    """When the session ends unless somebody uses it."""
    ends: datetime = found.active_at + IDLE
    return ends


def last_end(found: DeskSession) -> datetime:
    """When the session ends however much it is used."""
    ends: datetime = (found.began_at or found.active_at) + LONGEST_SESSION
    return ends


def end(session: Session, token: str) -> None:
    """Deletes the session."""
    session.execute(delete(DeskSession).where(DeskSession.token_hash == token_hash(token)))


def end_one(session: Session, found: DeskSession) -> None:
    """Deletes a session that has been found."""
    session.execute(delete(DeskSession).where(DeskSession.id == found.id))


def end_all(session: Session, account: StaffMember) -> None:
    """Deletes all sessions of an account."""
    session.execute(delete(DeskSession).where(DeskSession.staff_id == account.id))


def forget_idle(session: Session, now: datetime) -> int:
    """Deletes expired sessions; returns how many. Safe to repeat."""
    return int(session.execute(delete(DeskSession).where(not_(is_lasting(now)))).rowcount)
