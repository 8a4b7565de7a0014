"""Keeps track of the cases that a transaction changes, so that their pages can be notified afterwards."""

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from bot.intake.models import Case, Message

QUEUE = 0
"""Not a case's id: stands for the order of the queue."""

CHANGED = "changed cases"
ORDER = ("state", "waiting_since", "is_danger")
SHOWN = (*ORDER, "taken_by_id", "code_hash")
"""The columns of a case that its pages show; messages are tracked by themselves."""


def changed(session: Session) -> frozenset[int]:
    """The ids of the cases that have changed or got messages; and QUEUE if places in the queue may have."""
    return frozenset(session.info.get(CHANGED, ()))


def _note(session: Session, _: Any) -> None:
    touched: set[int] = session.info.setdefault(CHANGED, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Message):
            touched.add(row.case_id)
        elif isinstance(row, Case):
            is_gone = row in session.deleted
            new = {name for name in SHOWN if inspect(row).attrs[name].history.has_changes()}
            if is_gone or new:
                touched.add(row.id)
            if is_gone or new.intersection(ORDER):
                touched.add(QUEUE)


event.listen(Session, "after_flush", _note)
