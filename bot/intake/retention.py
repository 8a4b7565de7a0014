"""The purge: what is deleted, and when. Safe to repeat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake import audit, cases, counts, erased, not_understood, readers, sessions, throttle
from bot.intake.models import OPEN_STATES, Case, NotUnderstood
from bot.municipality import RetentionDays


@dataclass(frozen=True)
class Purged:
    """How many of each were deleted."""

    cases: int
    contacts: int
    desk_sessions: int
    audit_lines: int
    not_understood: int = 0


def purge(session: Session, days: Mapping[str, RetentionDays], now: datetime) -> Purged:
    """Deletes what is past its retention time, by municipality. Rows are deleted, not marked.

    For municipalities that are no longer served, the shortest of all retention times holds.
    """
    keys = list(days)
    done = [_purge_of(session, partial(_in, [key]), days[key], now) for key in keys]
    shortest = RetentionDays(
        **{name: min(getattr(each, name) for each in days.values()) for name in RetentionDays.model_fields}
    )
    done.append(_purge_of(session, partial(_not_in, keys), shortest, now))
    erased.forget_old(session, now)
    readers.forget_old(session, now)
    throttle.forget_old(session, now)
    counts.forget_old(session, now.date())
    cases_, contacts, texts = (sum(each) for each in zip(*done, strict=True))
    return Purged(
        cases=cases_,
        contacts=contacts,
        desk_sessions=sessions.forget_idle(session, now),
        audit_lines=audit.forget_old(session, now),
        not_understood=texts,
    )


def _in(keys: list[str], owner: Any) -> Any:
    return owner.in_(keys)


def _not_in(keys: list[str], owner: Any) -> Any:
    return owner.not_in(keys)


def _purge_of(
    session: Session, is_owner: Callable[[Any], Any], days: RetentionDays, now: datetime
) -> tuple[int, int, int]:
    """Deletes cases, contacts and messages not understood, of the municipalities that `is_owner` selects."""
    whose = is_owner(Case.municipality)
    is_open = Case.state.in_(OPEN_STATES)
    closed_long_ago = ~is_open & (Case.changed_at < now - timedelta(days=days.closed))
    left_long_ago = is_open & (Case.changed_at < now - timedelta(days=days.unanswered))
    chosen = select(Case).where(whose, closed_long_ago | left_long_ago).with_for_update()
    old = list(session.scalars(chosen))
    for case in old:
        cases.erase(session, case, audit.RETENTION, now)
    contacts = _purge_contacts(session, whose, now - timedelta(days=days.contact), now)
    before = (now - timedelta(days=days.not_understood)).date()
    return len(old), contacts, not_understood.purge(session, is_owner(NotUnderstood.municipality), before)


def _purge_contacts(session: Session, whose: Any, before: datetime, now: datetime) -> int:
    with_contact = select(Case).where(whose, Case.sealed_contact.is_not(None), Case.changed_at < before)
    found = list(session.scalars(with_contact.with_for_update()))
    for case in found:
        case.sealed_contact = None
        mark_erased(session)
        audit.record(session, audit.RETENTION, audit.Action.CONTACT_ERASED, case, now)
    return len(found)
