"""Work with cases from a request: in a thread of its own, as the database waits."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeVar

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.intake import queue
from bot.intake.changes import changed
from bot.intake.office import Office
from bot.intake.vault import Vault
from bot.municipality import Profile

Result = TypeVar("Result")
Work = Callable[[Session, Vault], Result]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)


async def in_transaction(request: Request, work: Work[Result]) -> Result:
    """Does all of the work, or none of it; who looks at a case that it changed is told."""
    office: Office = request.state.office

    def whole() -> tuple[Result, frozenset[int]]:
        with office.transaction() as session:
            result = work(session, office.vault)
            session.flush()
            return result, changed(session)

    result, cases = await run_in_threadpool(whole)
    await request.state.bell.ring(cases)
    return result


def is_staffed(request: Request, session: Session) -> bool:
    """Whether the municipality's reception is open and a worker is in."""
    profile: Profile = request.state.profile
    return profile.is_staffed(now()) and bool(queue.workers_in(session, profile.key, now()))
