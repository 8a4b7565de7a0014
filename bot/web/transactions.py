"""Database transactions of a request, run in a thread because the database blocks.

No more requests have such a thread than there are connections. The others wait for a connection without
holding a thread, so that a silent database takes no thread from work that needs no database.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import Semaphore, fail_after
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot import limits
from bot.database_waits import Patience, waiting_at_most
from bot.intake import queue
from bot.intake.changes import changed
from bot.intake.vault import Vault
from bot.metrics import DATABASE_ERRORS
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.state import AppState

Result = TypeVar("Result")
Work = Callable[[Session, Vault], Result]


async def in_transaction(app: AppState, work: Work[Result]) -> Result:
    """Does all of the work or none of it, and then notifies the pages that show a case it changed.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer in time, or refuses.
    """

    def whole() -> tuple[Result, frozenset[int]]:
        with app.case_store.transaction() as session:
            result = work(session, app.case_store.vault)
            session.flush()
            return result, changed(session)

    with waiting_at_most(limits.DATABASE_WITHIN) as patience:
        await _acquire(app.database_connections, patience)
        try:
            result, cases = await run_in_threadpool(whole)
        finally:
            app.database_connections.release()
    app.case_changes.publish(cases)
    return result


async def _acquire(connections: Semaphore, patience: Patience) -> None:
    """Waits for one of the connections.

    Raises:
        NoConnectionError: all are in use, by requests that get no answer either.
    """
    try:
        with patience.used(), fail_after(patience.left):
            await connections.acquire()
    except TimeoutError:
        DATABASE_ERRORS.inc()
        raise NoConnectionError("no connection was free in time") from None


def is_staffed(profile: Profile, session: Session) -> bool:
    """Whether the municipality's reception is open and a worker is present."""
    return profile.is_staffed(now()) and bool(queue.workers_in(session, profile.key, now()))
