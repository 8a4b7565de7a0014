"""Who is in, who waits, and in which order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.intake.models import OPEN_STATES, Case, CaseState, DeskSession, Role, StaffMember

PRESENT_WITHIN = timedelta(seconds=45)
"""A desk page reports every few seconds; after this long without, nobody is there."""

IDLE = timedelta(minutes=30)


def workers_in(session: Session, municipality: str, now: datetime) -> list[StaffMember]:
    """The municipality's intake workers whose desk is open in front of them, by name."""
    present = (
        select(StaffMember)
        .join(DeskSession, DeskSession.staff_id == StaffMember.id)
        .where(
            DeskSession.is_signed_in,
            DeskSession.seen_at > now - PRESENT_WITHIN,
            DeskSession.active_at > now - IDLE,
            StaffMember.role == Role.WORKER,
            StaffMember.municipality == municipality,
        )
        .distinct()
        .order_by(StaffMember.name)
    )
    return list(session.scalars(present))


def holder_is_in(session: Session, case: Case, now: datetime) -> bool:
    """Whether a worker has the case and is there."""
    is_taken = case.state is CaseState.TAKEN
    workers = workers_in(session, case.municipality, now) if is_taken else []
    return any(worker.id == case.taken_by_id for worker in workers)


def place(session: Session, case: Case) -> int:
    """The place in its municipality's line, from 1. Danger goes first, then whoever has waited longest."""
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
    """All that the municipality's workers have to look at: danger first, then who has waited longest."""
    order = (Case.is_danger.desc(), Case.waiting_since, Case.id)
    chosen = select(Case).where(Case.municipality == municipality, Case.state.in_(OPEN_STATES))
    return list(session.scalars(chosen.options(joinedload(Case.taken_by)).order_by(*order)))
