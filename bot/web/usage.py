"""Usage figures that a web process has counted and not yet written to the database.

Threat: the moment at which a row changes tells when somebody wrote. Method: figures are collected in memory
and written together, every half minute and when the process stops. Writing each at once would also cost one
database write per message. A process that is killed loses at most half a minute of figures; while the
database does not answer, they are kept and written later.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool

from bot.intake import counts
from bot.intake.case_store import CaseStore
from bot.intake.counts import NOTHING, Row
from bot.intake.models import Kind
from bot.municipality import Profile
from bot.web.clock import now

EVERY_SECONDS = 30
logger = logging.getLogger(__name__)


class UsageCounter:
    """Collects figures, and writes them to the database when flushed."""

    def __init__(self, case_store: CaseStore) -> None:
        self._case_store = case_store
        self._numbers: Counter[Row] = Counter()

    def add(self, profile: Profile, kind: Kind, detail: str = NOTHING) -> None:
        """Counts one, on today's date in the municipality's time zone."""
        today = profile.local_time(now()).date()
        self._numbers[counts.row(profile.key, today, kind, detail)] += 1

    async def flush(self) -> None:
        """Writes all figures collected so far; if that fails, they are kept."""
        taken, self._numbers = self._numbers, Counter()
        if not taken:
            return
        try:
            await run_in_threadpool(self._write, taken)
        except Exception:  # tried again in half a minute
            logger.exception("Figures could not be written.")
            self._numbers.update(taken)

    def _write(self, numbers: Counter[Row]) -> None:
        with self._case_store.transaction() as session:
            counts.add(session, numbers)


@asynccontextmanager
async def open_usage_counter(case_store: CaseStore) -> AsyncIterator[UsageCounter]:
    """Collects figures for as long as the block lasts, and writes the last ones at its end."""
    usage, over = UsageCounter(case_store), asyncio.Event()
    task = asyncio.create_task(_flush_until(over, usage))
    try:
        yield usage
    finally:
        over.set()  # not cancelled: a write in progress would then be repeated
        await task


async def _flush_until(over: asyncio.Event, usage: UsageCounter) -> None:
    while not over.is_set():
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(over.wait(), EVERY_SECONDS)
        await usage.flush()
