"""What a web worker has counted and not yet written down.

Threat: the moment at which a row changes tells when somebody wrote. Method: figures are gathered in memory
and written together, each half minute and when the worker stops. Writing at once would also cost a write to
the database for each message. When a worker is killed, half a minute of figures is lost and nothing else;
when the database does not answer, they are kept and tried again.
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


class Tally:
    """Figures on their way to the database."""

    def __init__(self, case_store: CaseStore) -> None:
        self._case_store = case_store
        self._numbers: Counter[Row] = Counter()

    def add(self, profile: Profile, kind: Kind, detail: str = NOTHING) -> None:
        """Counts one, on the municipality's own day."""
        today = profile.local_time(now()).date()
        self._numbers[counts.row(profile.key, today, kind, detail)] += 1

    async def flush(self) -> None:
        """Writes down what there is; what cannot be written now is kept."""
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
async def tallying(case_store: CaseStore) -> AsyncIterator[Tally]:
    """Gathers figures for as long as the block lasts, and writes down the last ones at its end."""
    tally, over = Tally(case_store), asyncio.Event()
    task = asyncio.create_task(_flush_until(over, tally))
    try:
        yield tally
    finally:
        over.set()  # not cancelled: a write that goes on must be waited for, or it would be done twice
        await task


async def _flush_until(over: asyncio.Event, tally: Tally) -> None:
    while not over.is_set():
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(over.wait(), EVERY_SECONDS)
        await tally.flush()
