"""Background work of the public front: the daily purge, and returning memory to the system."""

import asyncio
import logging
from asyncio import sleep
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timezone

from starlette.concurrency import run_in_threadpool

from bot import memory
from bot.intake.case_store import CaseStore
from bot.intake.retention import purge
from bot.metrics import announce_purge, measured_purge
from bot.municipality import RetentionDays

EVERY_SECONDS = 24 * 60 * 60
AGAIN_AFTER_SECONDS = 5 * 60
"""After a failure: what visitors were promised would be deleted must not stay for another day."""

CASES = "cases"
logger = logging.getLogger(__name__)


@asynccontextmanager
async def _meanwhile(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Runs in the background for as long as the block lasts."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def purging(case_store: CaseStore, days: Mapping[str, RetentionDays]) -> AbstractAsyncContextManager[None]:
    """Purges at the start and then daily, for as long as the block lasts. Several processes may do so."""
    return _meanwhile(_purge_daily(case_store, days))


def trimming_memory() -> AbstractAsyncContextManager[None]:
    """Returns memory every minute, for as long as the block lasts."""
    return _meanwhile(memory.trim_every_minute())


async def _purge_daily(case_store: CaseStore, days: Mapping[str, RetentionDays]) -> None:
    def once() -> None:
        with measured_purge(CASES), case_store.transaction(is_maintenance=True) as session:
            purge(session, days, datetime.now(timezone.utc))

    announce_purge(CASES)
    while True:
        next_after = EVERY_SECONDS
        try:
            await run_in_threadpool(once)
        except Exception:  # of any kind: the purge must go on
            logger.exception("Purging cases failed; it is tried again in some minutes.")
            next_after = AGAIN_AFTER_SECONDS
        await sleep(next_after)
