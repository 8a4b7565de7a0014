"""Messages that the assistant did not understand, for those who write its answers.

A text comes here without names and numbers (bot/privacy/learning.py), and is kept with its day only: no
conversation, no hour, no order that means anything. It is sealed, for something may have been overlooked.
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
    """A message and the day it was written."""

    day: date
    text: str


def keep(session: Session, vault: Vault, municipality: str, text: str, day: date) -> None:
    """Keeps a message to a municipality."""
    row = NotUnderstood(id=secrets.token_hex(16), municipality=municipality, day=day)
    row.sealed_text = vault.seal(text)
    session.add(row)


def everything(session: Session, vault: Vault, municipality: str) -> list[Entry]:
    """All that is kept for a municipality, by day and then by text, so that the order tells nothing."""
    rows = session.scalars(select(NotUnderstood).where(NotUnderstood.municipality == municipality))
    entries = [Entry(row.day, readable(vault, row.sealed_text)) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day, entry.text))


def purge(session: Session, which: Any, before: date) -> int:
    """Removes what is older, of the municipalities for which `which` holds; returns how many."""
    removed: int = session.execute(delete(NotUnderstood).where(which, NotUnderstood.day < before)).rowcount
    if removed:
        mark_erased(session)
    return removed
