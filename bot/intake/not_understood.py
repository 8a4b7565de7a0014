"""Messages that the assistant did not understand, for those who write its answers.

A text comes here without names and numbers (bot/privacy/learning.py), and is kept with its day only: no
conversation, no hour, no order that means anything. It is sealed, for something may have been overlooked.
"""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake.messages import readable
from bot.intake.models import NotUnderstood
from bot.intake.vault import Vault


@dataclass(frozen=True)
class Entry:
    """A message and the day it was written."""

    day: date
    text: str


def keep(session: Session, vault: Vault, text: str, day: date) -> None:
    """Keeps a message."""
    session.add(NotUnderstood(id=secrets.token_hex(16), day=day, sealed_text=vault.seal(text)))


def everything(session: Session, vault: Vault) -> list[Entry]:
    """All that is kept, by day and then by text, so that the order tells nothing."""
    rows = session.scalars(select(NotUnderstood))
    entries = [Entry(row.day, readable(vault, row.sealed_text)) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day, entry.text))


def purge(session: Session, before: date) -> int:
    """Removes what is older; returns how many."""
    removed: int = session.execute(delete(NotUnderstood).where(NotUnderstood.day < before)).rowcount
    if removed:
        mark_erased(session)
    return removed
