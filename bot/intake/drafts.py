"""Drafts of what a worker writes in a case: a reply or a note, kept until it is sent, or the case is closed.

Only its writer reads a draft. What it replaces may stay encrypted in a gap of SQLite's file until
the draft itself goes: rewriting the file for every pause in somebody's typing would hold others up.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake.messages import readable
from bot.intake.models import Case, Draft, DraftKind, StaffMember
from bot.intake.vault import Vault


def keep(
    session: Session, vault: Vault, case: Case, worker: StaffMember, draft: tuple[DraftKind, str]
) -> None:
    """Stores the draft `(kind, text)` in a locked case, instead of an earlier one; drops an empty one."""
    kind, text = draft
    if not text:
        drop(session, case, worker, kind)
        return
    found = session.scalar(select(Draft).where(*_whose(case, worker), Draft.kind == kind))
    row = found or Draft(case_id=case.id, staff_id=worker.id, kind=kind)
    row.sealed_text = vault.seal(text)
    session.add(row)


def of_worker(session: Session, vault: Vault, case: Case, staff_id: int) -> dict[DraftKind, str]:
    """The worker's own drafts in the case."""
    chosen = select(Draft).where(Draft.case_id == case.id, Draft.staff_id == staff_id)
    return {draft.kind: readable(vault, draft.sealed_text) for draft in session.scalars(chosen)}


def drop(session: Session, case: Case, worker: StaffMember, kind: DraftKind) -> None:
    """Deletes the worker's draft of this kind. Safe to repeat."""
    _delete(session, *_whose(case, worker), Draft.kind == kind)


def drop_all(session: Session, case: Case) -> None:
    """Deletes everybody's drafts in the case, which is closed. Safe to repeat."""
    _delete(session, Draft.case_id == case.id)


def _whose(case: Case, worker: StaffMember) -> tuple[object, object]:
    return Draft.case_id == case.id, Draft.staff_id == worker.id


def _delete(session: Session, *which: object) -> None:
    if session.execute(delete(Draft).where(*which)).rowcount:
        mark_erased(session)
