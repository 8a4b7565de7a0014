"""Messages that the assistant did not understand, for the authors of its answers.

The texts are redacted (bot/privacy/learning.py) and stored with their day only: no conversation, no time, no
meaningful order. They are encrypted, because the redaction may have missed something.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake.messages import readable
from bot.intake.models import NotUnderstood
from bot.intake.vault import Vault


@dataclass(frozen=True)
class Entry:
    """A message, and the day on which it was written."""

    day: date
    text: str


def keep(session: Session, vault: Vault, municipality: str, text: str, day: date) -> None:
    """Stores a message for a municipality."""
    row = NotUnderstood(id=secrets.token_hex(16), municipality=municipality, day=day)
    row.sealed_text = vault.seal(text)
    session.add(row)


def everything(session: Session, vault: Vault, municipality: str) -> list[Entry]:
    """A municipality's messages, sorted by day and text, so that the order reveals nothing."""
    rows = session.scalars(select(NotUnderstood).where(NotUnderstood.municipality == municipality))
    entries = [Entry(row.day, readable(vault, row.sealed_text)) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day, entry.text))


def purge(session: Session, which: Any, before: date) -> int:
    """Deletes older messages of the municipalities for which `which` is true; returns how many."""
    removed: int = session.execute(delete(NotUnderstood).where(which, NotUnderstood.day < before)).rowcount
    if removed:
        mark_erased(session)
    return removed
