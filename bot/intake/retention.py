"""What is deleted, and when. Everything here is safe to repeat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake import audit, cases, erased, not_understood, sessions, throttle
from bot.intake.models import OPEN_STATES, Case
from bot.municipality import RetentionDays


@dataclass(frozen=True)
class Purged:
    """How many of each were removed."""

    cases: int
    contacts: int
    desk_sessions: int
    audit_lines: int
    not_understood: int = 0


def purge(session: Session, days: RetentionDays, now: datetime) -> Purged:
    """Removes what is past its time: rows go, nothing is only marked."""
    is_open = Case.state.in_(OPEN_STATES)
    closed_long_ago = ~is_open & (Case.changed_at < now - timedelta(days=days.closed))
    left_long_ago = is_open & (Case.changed_at < now - timedelta(days=days.unanswered))
    old = list(session.scalars(select(Case).where(closed_long_ago | left_long_ago).with_for_update()))
    for case in old:
        cases.erase(session, case, audit.RETENTION, now)
    erased.forget_old(session, now)
    throttle.forget_old(session, now)
    return Purged(
        cases=len(old),
        contacts=_purge_contacts(session, now - timedelta(days=days.contact), now),
        desk_sessions=sessions.forget_idle(session, now),
        audit_lines=audit.forget_old(session, now),
        not_understood=not_understood.purge(session, (now - timedelta(days=days.not_understood)).date()),
    )


def _purge_contacts(session: Session, before: datetime, now: datetime) -> int:
    with_contact = select(Case).where(Case.sealed_contact.is_not(None), Case.changed_at < before)
    found = list(session.scalars(with_contact.with_for_update()))
    for case in found:
        case.sealed_contact = None
        mark_erased(session)
        audit.record(session, audit.RETENTION, audit.Action.CONTACT_ERASED, case.name, now)
    return len(found)
