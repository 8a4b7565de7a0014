"""Work with cases from a request: in a thread of its own, as the database waits.

No more requests have such a thread than there are connections. Others wait for one without a thread: a
database that does not answer takes no thread from what needs no database.
"""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeVar

from anyio import Semaphore, fail_after
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot import limits
from bot.database_waits import Patience, waiting_at_most
from bot.intake import queue
from bot.intake.case_store import CaseStore
from bot.intake.changes import changed
from bot.intake.vault import Vault
from bot.municipality import Profile

Result = TypeVar("Result")
Work = Callable[[Session, Vault], Result]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)


async def in_transaction(request: Request, work: Work[Result]) -> Result:
    """Does all of the work, or none of it; who looks at a case that it changed is told.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer in time, or refuses.
    """
    case_store: CaseStore = request.state.case_store

    def whole() -> tuple[Result, frozenset[int]]:
        with case_store.transaction() as session:
            result = work(session, case_store.vault)
            session.flush()
            return result, changed(session)

    with waiting_at_most(limits.DATABASE_WITHIN) as patience:
        connections: Semaphore = request.state.database_connections
        await _acquire(connections, patience)
        try:
            result, cases = await run_in_threadpool(whole)
        finally:
            connections.release()
    request.state.bell.ring(cases)
    return result


async def _acquire(connections: Semaphore, patience: Patience) -> None:
    """Waits for one of the connections.

    Raises:
        NoConnectionError: others have them all, and get no answer either.
    """
    try:
        with patience.used(), fail_after(patience.left):
            await connections.acquire()
    except TimeoutError:
        raise NoConnectionError("no connection was free in time") from None


def is_staffed(request: Request, session: Session) -> bool:
    """Whether the municipality's reception is open and a worker is in."""
    profile: Profile = request.state.profile
    return profile.is_staffed(now()) and bool(queue.workers_in(session, profile.key, now()))
