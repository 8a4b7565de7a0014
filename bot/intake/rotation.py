"""Key rotation: encrypts everything with a new key. Safe to repeat, and while servers run."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake.models import Case, Draft, Message, NotUnderstood, StaffMember
from bot.intake.vault import KeyFile, Keys, UnreadableError, Vault, new_keys

SEALED_TABLES = (Case, Message, StaffMember, NotUnderstood, Draft)


def sealed_columns(table: Any) -> list[str]:
    """The encrypted columns of a table."""
    return [column.name for column in table.__table__.columns if isinstance(column.type, LargeBinary)]


def put_new_key_first(file: KeyFile) -> None:
    """Adds a new key, which encrypts from now on. The old ones stay until everything is encrypted again."""
    old = file.keys()
    file.write(Keys((*new_keys().encryption, *old.encryption), old.return_codes))


def drop_old_keys(file: KeyFile) -> None:
    """Removes old keys, once everything is encrypted again and committed.

    The second newest stays until the next rotation, as a server may be encrypting with it just now.
    """
    keys = file.keys()
    file.write(Keys(keys.encryption[:2], keys.return_codes))


def _rows(session: Session) -> Iterator[tuple[Any, list[str]]]:
    for table in SEALED_TABLES:
        for row in session.scalars(select(table).with_for_update()):
            yield row, sealed_columns(table)


def reseal_all(session: Session, vault: Vault) -> tuple[int, int]:
    """Encrypts everything with the first key; returns how many texts, and how many no key can decrypt."""
    done = unreadable = 0
    mark_erased(session)
    for row, columns in _rows(session):
        for column in columns:
            sealed = getattr(row, column)
            if sealed is None:
                continue
            try:
                setattr(row, column, vault.reseal(sealed))
                done += 1
            except UnreadableError:
                unreadable += 1
    return done, unreadable
