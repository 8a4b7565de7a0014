"""Conversations that were erased or left, for a day: what was still on its way must not begin them again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.models import ErasedConversation

REMEMBERED = timedelta(days=1)
"""Far longer than any request is on its way."""


class ConversationErasedError(Exception):
    """The visitor has erased this conversation, or left it."""


def _one_at_a_time(session: Session, visitor_hash: str) -> None:
    """A hand-over that has not ended must not slip past an erasure; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int(visitor_hash[:15], 16))))


def remember(session: Session, visitor_hash: str, now: datetime) -> None:
    """Lets nothing more into the conversation. Safe to repeat."""
    _one_at_a_time(session, visitor_hash)
    session.merge(ErasedConversation(visitor_hash=visitor_hash, at=now))


def check(session: Session, visitor_hash: str) -> None:
    """Lets what is said into a conversation that goes on.

    Raises:
        ConversationErasedError: it does not.
    """
    _one_at_a_time(session, visitor_hash)
    if session.get(ErasedConversation, visitor_hash) is not None:
        raise ConversationErasedError


def forget_old(session: Session, now: datetime) -> None:
    """Removes what nothing can be on its way to any more. Safe to repeat."""
    session.execute(delete(ErasedConversation).where(ErasedConversation.at < now - REMEMBERED))
