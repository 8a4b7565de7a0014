"""The queue: which workers are present, which cases wait, and in which order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.intake.models import OPEN_STATES, Case, CaseState, DeskSession, Role, StaffMember

PRESENT_WITHIN = timedelta(seconds=45)
"""Desk pages poll every few seconds. A worker whose pages have not for this long is not present."""

IDLE = timedelta(minutes=30)
"""A session that nobody has used for this long has ended."""

LONGEST_SESSION = timedelta(hours=12)
"""A session ends after this long, however much it is used."""


def is_lasting(now: datetime) -> Any:
    """The condition that a desk session has not ended."""
    is_young = or_(DeskSession.began_at.is_(None), DeskSession.began_at > now - LONGEST_SESSION)
    return and_(DeskSession.active_at > now - IDLE, is_young)


def workers_in(session: Session, municipality: str, now: datetime) -> list[StaffMember]:
    """The municipality's workers who are present, by name."""
    present = (
        select(StaffMember)
        .join(DeskSession, DeskSession.staff_id == StaffMember.id)
        .where(
            DeskSession.is_signed_in,
            DeskSession.seen_at > now - PRESENT_WITHIN,
            is_lasting(now),
            StaffMember.role == Role.WORKER,
            StaffMember.municipality == municipality,
        )
        .distinct()
        .order_by(StaffMember.name)
    )
    return list(session.scalars(present))


def holder_is_in(session: Session, case: Case, now: datetime) -> bool:
    """Whether a worker has the case and is present."""
    is_taken = case.state is CaseState.TAKEN
    workers = workers_in(session, case.municipality, now) if is_taken else []
    return any(worker.id == case.taken_by_id for worker in workers)


def place(session: Session, case: Case) -> int:
    """The case's place in its municipality's queue, from 1. Danger comes first, then the longest wait."""
    waits = (
        (Case.municipality == case.municipality) & (Case.state == CaseState.WAITING) & (Case.id != case.id)
    )
    same_kind = Case.is_danger == case.is_danger
    earlier = or_(
        Case.waiting_since < case.waiting_since,
        (Case.waiting_since == case.waiting_since) & (Case.id < case.id),
    )
    before = same_kind & earlier if case.is_danger else or_(Case.is_danger, same_kind & earlier)
    return 1 + int(session.scalar(select(func.count()).select_from(Case).where(waits, before)))


def open_cases(session: Session, municipality: str) -> Sequence[Case]:
    """The municipality's open cases: danger first, then the longest wait."""
    order = (Case.is_danger.desc(), Case.waiting_since, Case.id)
    chosen = select(Case).where(Case.municipality == municipality, Case.state.in_(OPEN_STATES))
    return list(session.scalars(chosen.options(joinedload(Case.taken_by)).order_by(*order)))
