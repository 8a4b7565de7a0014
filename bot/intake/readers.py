"""Who has the page of a case open, for colleagues to see. Known for seconds, apart from the audit log."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database import INSERTS
from bot.intake.models import Case, CaseReader, StaffMember

NOTED_EVERY = timedelta(seconds=5)
OPEN_WITHIN = timedelta(seconds=15)
"""Pages ask every second. One that has not for this long is closed."""


def note(session: Session, case: Case, staff_id: int, now: datetime) -> None:
    """Notes that the worker has the case open. Safe to repeat."""
    known = session.get(CaseReader, (case.id, staff_id))
    if known is not None and known.seen_at > now - NOTED_EVERY:
        return
    insert = INSERTS[session.get_bind().dialect.name](CaseReader)
    seen = insert.values(case_id=case.id, staff_id=staff_id, seen_at=now)
    session.execute(seen.on_conflict_do_update(index_elements=["case_id", "staff_id"], set_={"seen_at": now}))


def others(session: Session, case: Case, staff_id: int, now: datetime) -> list[str]:
    """The names of everybody else who has the case open, in order."""
    reading = (CaseReader.case_id == case.id, CaseReader.staff_id != staff_id)
    chosen = select(StaffMember.name).join(CaseReader, CaseReader.staff_id == StaffMember.id)
    is_open = CaseReader.seen_at > now - OPEN_WITHIN
    return list(session.scalars(chosen.where(*reading, is_open).order_by(StaffMember.name)))


def forget_old(session: Session, now: datetime) -> None:
    """Forgets who had a case open before. Safe to repeat."""
    session.execute(delete(CaseReader).where(CaseReader.seen_at <= now - OPEN_WITHIN))
