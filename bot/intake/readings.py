"""Who reads a case: every reading is recorded, and one that nothing calls for takes a stated reason.

Threat: a worker who follows cases out of curiosity, or for somebody else. Method: a case that waits may be
read by whoever could take it, a taken one by its holder, a closed one by whoever held it in the same session
at the desk. Anything else takes a reason, which the audit log keeps, and which is asked for again in the next
session. Not covered: somebody who states a false reason; an administrator reads the log.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.database import INSERTS
from bot.intake import audit
from bot.intake.audit import Action
from bot.intake.models import OPEN_STATES, Case, CaseState, DeskSession, Reading


class ReasonNeededError(Exception):
    """Nothing calls for this worker to read the case, and no reason is stated."""


def begin(session: Session, reader: DeskSession, case: Case, now: datetime) -> None:
    """Lets the case be read, and records it the first time in this session. Call it for every reading.

    Raises:
        ReasonNeededError: the worker must state a reason first.
    """
    earlier = session.get(Reading, (reader.id, case.id))
    is_holder = case.state is CaseState.TAKEN and case.taken_by_id == reader.staff_id
    if not (case.state in {CaseState.WAITING, CaseState.LEFT} or is_holder or _goes_on(earlier, case)):
        raise ReasonNeededError
    if earlier is None and _is_first(session, reader, case):
        audit.record(session, reader.staff.name, Action.CASE_READ, case, now)
    if is_holder and not (earlier and earlier.has_held):
        session.get_one(Reading, (reader.id, case.id)).has_held = True


def begin_for_reason(session: Session, reader: DeskSession, case: Case, reason: str, now: datetime) -> None:
    """Lets the case be read for the rest of the session, and records why."""
    _is_first(session, reader, case)
    session.get_one(Reading, (reader.id, case.id)).has_reason = True
    audit.record(session, reader.staff.name, Action.CASE_READ_FOR_REASON, case, now, reason)


def _goes_on(earlier: Reading | None, case: Case) -> bool:
    if earlier is None:
        return False
    return bool(earlier.has_reason or (earlier.has_held and case.state not in OPEN_STATES))


def _is_first(session: Session, reader: DeskSession, case: Case) -> bool:
    """Whether this session had not read the case before; another request may read it at the same time."""
    row = {"session_id": reader.id, "case_id": case.id, "has_held": False, "has_reason": False}
    insert = INSERTS[session.get_bind().dialect.name](Reading).values(**row).on_conflict_do_nothing()
    return bool(session.execute(insert).rowcount)
