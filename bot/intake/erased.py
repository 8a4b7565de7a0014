"""Remembers erased conversations for a day, so that a late request does not begin them again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.models import ErasedConversation

REMEMBERED = timedelta(days=1)
"""Far longer than any request takes."""


class ConversationErasedError(Exception):
    """The visitor has erased the conversation, or left the page."""


def one_at_a_time(session: Session, visitor_hash: str) -> None:
    """Locks the table: a hand-over in progress must not miss the erasure. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int(visitor_hash[:15], 16))))


def remember(session: Session, visitor_hash: str, now: datetime) -> None:
    """Remembers that the conversation is erased. Safe to repeat."""
    one_at_a_time(session, visitor_hash)
    session.merge(ErasedConversation(visitor_hash=visitor_hash, at=now))


def check(session: Session, visitor_hash: str) -> None:
    """Checks that the conversation is not erased.

    Raises:
        ConversationErasedError: it is.
    """
    one_at_a_time(session, visitor_hash)
    if session.get(ErasedConversation, visitor_hash) is not None:
        raise ConversationErasedError


def forget_old(session: Session, now: datetime) -> None:
    """Forgets conversations for which no request can still be on its way. Safe to repeat."""
    session.execute(delete(ErasedConversation).where(ErasedConversation.at < now - REMEMBERED))
