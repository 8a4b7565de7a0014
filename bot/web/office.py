"""Work with cases from a request: in a thread of its own, as the database waits."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeVar

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.intake import queue
from bot.intake.office import Office
from bot.intake.vault import Vault

Result = TypeVar("Result")
Work = Callable[[Session, Vault], Result]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)


async def in_transaction(request: Request, work: Work[Result]) -> Result:
    """Does all of the work, or none of it."""
    office: Office = request.state.office

    def whole() -> Result:
        with office.transaction() as session:
            return work(session, office.vault)

    return await run_in_threadpool(whole)


def is_staffed(request: Request, session: Session) -> bool:
    """Whether it is open and a worker is in."""
    return request.state.profile.is_staffed(now()) and bool(queue.workers_in(session, now()))
