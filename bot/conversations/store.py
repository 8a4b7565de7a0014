"""Stores conversations with the assistant, one row each, until they end.

Threat: somebody copies the database or its file. Method: a row has no text from the visitor (scrubbing.py),
and only the hash of a hash of the token in the visitor's page. It is deleted an hour after the last message,
and the SQLite file is then rewritten. Not covered: a database server's own backups and write-ahead log.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, String, Text, delete, select, text, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import registry

from bot.conversations.scrubbing import MINUTE, Event
from bot.database import INSERTS, maintaining, mark_erased, open_database, transactions
from bot.municipality.served import END_OF_KEY
from bot.settings import Settings

tables = registry()
Table: Any = tables.generate_base()

ONE_AT_A_TIME = 7_214_903
"""The id of PostgreSQL's advisory lock for creating the table: arbitrary, but the same in all processes."""


class Conversation(Table):  # type: ignore[misc]
    """One conversation, reduced to what the dialogue needs."""

    __tablename__ = "conversations"

    key = Column(String(64), primary_key=True)
    events = Column(Text, nullable=False)
    ends_at = Column(BigInteger, nullable=False, index=True)  # Unix time, to the minute


def sender_of(token: str) -> str:
    """Rasa's name for a conversation, which is also in the names of locks in Redis.

    It is a hash, so that the token itself never leaves the front; it keeps the token's municipality prefix.
    """
    municipality, dot, _ = token.rpartition(END_OF_KEY)
    return municipality + dot + hashlib.blake2b(token.encode(), digest_size=32, person=b"sender").hexdigest()


def key_of(sender: str) -> str:
    """A conversation's primary key. A case has a different hash of the token, so the two cannot be joined."""
    return hashlib.blake2b(sender.encode(), digest_size=32, person=b"conversation").hexdigest()


class MovedOnError(Exception):
    """The stored conversation is not the one that the turn began with."""


class Conversations:
    """Stores conversations until they end. Every method is one transaction."""

    def __init__(self, engine: Engine, lasts: timedelta) -> None:
        """Creates the table if it is missing. A conversation ends `lasts` after its last message."""
        self._transaction = transactions(engine)
        self._lasts = lasts
        self._insert = INSERTS[engine.dialect.name]
        with maintaining(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            tables.metadata.create_all(connection)

    def keep(self, sender: str, events: list[Event], now: datetime, instead_of: list[Event] | None) -> None:
        """Stores a conversation's events, replacing those that `find` returned when the turn began.

        Raises:
            MovedOnError: the conversation has been changed or erased meanwhile. Nothing is changed.
        """
        ends_at = int((now + self._lasts).timestamp()) // MINUTE * MINUTE
        latest = {"events": json.dumps(events), "ends_at": ends_at}
        key = key_of(sender)
        if instead_of is None:
            has_ended = Conversation.ends_at <= int(now.timestamp())
            row = self._insert(Conversation).values(key=key, **latest)
            change = row.on_conflict_do_update(index_elements=["key"], set_=latest, where=has_ended)
        else:
            as_found = (Conversation.key == key, Conversation.events == json.dumps(instead_of))
            change = update(Conversation).where(*as_found).values(**latest)
        with self._transaction() as session:
            if session.execute(change, execution_options={"synchronize_session": False}).rowcount != 1:
                raise MovedOnError

    def find(self, sender: str, now: datetime) -> list[Event] | None:
        """The events of a conversation that has not ended."""
        has_not_ended = Conversation.ends_at > int(now.timestamp())
        query = select(Conversation.events).where(Conversation.key == key_of(sender), has_not_ended)
        with self._transaction() as session:
            found = session.scalar(query)
        return None if found is None else list(json.loads(found))

    def erase(self, sender: str) -> None:
        """Deletes a conversation. Idempotent."""
        self._delete(Conversation.key == key_of(sender))

    def purge(self, now: datetime) -> int:
        """Deletes the conversations that have ended; returns how many. Idempotent."""
        # An integer: for a float, PostgreSQL would convert every row's value and not use the index.
        return self._delete(Conversation.ends_at <= int(now.timestamp()), is_maintenance=True)

    def _delete(self, which: Any, *, is_maintenance: bool = False) -> int:
        with self._transaction(is_maintenance=is_maintenance) as session:
            removed: int = session.execute(delete(Conversation).where(which)).rowcount
            if removed:
                mark_erased(session)
        return removed


def open_conversations(settings: Settings) -> Conversations:
    """Opens the database that the settings name."""
    engine = open_database(settings.conversations_url)
    return Conversations(engine, timedelta(minutes=settings.conversation_minutes))
