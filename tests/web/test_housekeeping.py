"""What is past its time is deleted, also when the database did not answer the first time."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy.exc import OperationalError

from bot.intake.case_store import CaseStore
from bot.intake.vault import FixedKeys, Vault, new_keys
from bot.metrics import REGISTRY
from bot.web import housekeeping
from bot.web.housekeeping import purging

MINUTES, DAY = 10 * 60, 24 * 60 * 60
TIMES = 3


@pytest.mark.parametrize(
    ("failures", "pauses"), [(0, ["a day"] * 3), (2, ["minutes", "minutes", "a day"]), (9, ["minutes"] * 3)]
)
def test_a_purge_that_failed_is_tried_again_within_minutes(
    failures: int, pauses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    fails = iter([True] * failures)

    @contextmanager
    def transaction(*, is_maintenance: bool = False) -> Iterator[None]:
        assert is_maintenance, "it may take longer than a visitor's request"
        if next(fails, False):
            raise OperationalError("DELETE", {}, Exception())
        yield None

    monkeypatch.setattr(housekeeping, "purge", lambda *_: None)
    case_store = CaseStore(transaction, Vault(FixedKeys(new_keys())))

    async def watch() -> None:
        over = asyncio.Event()

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == TIMES:
                over.set()
                await asyncio.Event().wait()

        monkeypatch.setattr(housekeeping, "sleep", sleep)
        async with purging(case_store, {}):
            await asyncio.wait_for(over.wait(), 10)

    failed_before, began = purges("failures_total"), time.time()
    with start_blocking_portal() as portal:  # beside the event loop that the browser's tests have
        portal.call(watch)
    assert [told(seconds) for seconds in waits] == pauses
    assert purges("failures_total") - failed_before == min(failures, TIMES)
    assert (purges("last_success_timestamp_seconds") >= began) == (failures < TIMES)


def purges(what: str) -> float:
    """What the metrics say of them."""
    return REGISTRY.get_sample_value(f"vagvisaren_purge_{what}", {"what": "cases"}) or 0


def told(seconds: float) -> Any:
    """A pause, as the promise has it."""
    return "minutes" if 60 <= seconds <= MINUTES else "a day" if seconds == DAY else seconds
