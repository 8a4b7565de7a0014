"""Any process may die: visitors are told where a human is, nothing confirmed is lost, and all heals."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.intake.case_store import CaseStore
from lab.production import Production
from lab.traffic import TALKERS, Traffic
from lab.worker import NGINX_OWN_PAGE, NOBODY, NOTHING_CHANGED
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures

WATCHED_FOR = 6.0
HEALED_WITHIN = 60.0
"""Seconds: a Rasa server reads its models anew."""

DATABASE_GONE_FOR = 3.0
"""Seconds: the worker writes every second, and meets it."""

NONE, SENT_AGAIN, ANY = 0, 2 * TALKERS, None
"""How many answers may be such: none, those that each visitor's page sends again, or any until it heals."""


@dataclass(frozen=True)
class ToWorker:
    """What the worker is told instead of what was asked for, and how often at the least and at the most."""

    refusals: tuple[str | None, ...] = ()
    at_least: int = 0
    at_most: int | None = NONE


NOTHING = ToWorker()
A_ROUND_OR_TWO = ToWorker((NGINX_OWN_PAGE, NOBODY), at_most=4)
"""A round is a look and a line: two refusals."""


@dataclass(frozen=True)
class Fault:
    """What dies, and what visitors and the worker may notice of it (the table in docs/drift.md)."""

    happen: Callable[[Production], None]
    calm_lines: int | None
    unreachable: int | None
    to_worker: ToWorker


def kill_database(installation: Production) -> None:
    installation.postgres.kill()
    time.sleep(DATABASE_GONE_FOR)
    installation.postgres.restart()


def kill_a_web_worker(installation: Production) -> None:
    installation.web_workers()[0].kill()


def killing(name: str) -> Callable[[Production], None]:
    return lambda installation: installation.signal(name, signal.SIGKILL)


FAULTS = {
    "an action server": Fault(killing("actions-0"), NONE, NONE, NOTHING),
    "a Rasa server": Fault(killing("rasa-0"), NONE, NONE, NOTHING),
    "a worker of the front": Fault(kill_a_web_worker, NONE, SENT_AGAIN, A_ROUND_OR_TWO),
    "the front's supervisor": Fault(killing("web"), NONE, ANY, ToWorker((NGINX_OWN_PAGE, NOBODY), 1, ANY)),
    "PostgreSQL": Fault(kill_database, ANY, NONE, ToWorker((NOTHING_CHANGED,), 1, ANY)),
    "Redis": Fault(killing("redis"), ANY, NONE, NOTHING),
    "nginx": Fault(killing("nginx"), NONE, SENT_AGAIN, A_ROUND_OR_TWO),
}


@pytest.mark.parametrize("name", FAULTS)
def test_when_it_dies_everybody_is_told_and_nothing_is_lost(
    name: str, installation: Production, case_store: CaseStore, noted: dict[str, Any]
) -> None:
    fault = FAULTS[name]
    with Traffic(installation, case_store) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before = len(traffic.answers)
        since = time.monotonic()
        fault.happen(installation)
        healed_after = traffic.wait_for_good_answers(since, within=HEALED_WITHIN, at_least=WATCHED_FOR)
        installation.wait_until_ready()
        traffic.wait_until_seen()
    seen = figures(name, healed_after, traffic.answers[before:], traffic)
    noted.update(seen)
    assert_everybody_is_told_and_nothing_is_lost(traffic, *fault.to_worker.refusals)
    assert fault.calm_lines is ANY or seen["out_of_order"] <= fault.calm_lines, seen
    assert fault.unreachable is ANY or seen["unreachable"] <= fault.unreachable, seen
    assert seen["worker_refused"] >= fault.to_worker.at_least, seen
    assert fault.to_worker.at_most is ANY or seen["worker_refused"] <= fault.to_worker.at_most, seen
    in_redis = installation.in_redis()
    assert [token for token in traffic.tokens if token in in_redis] == [], "a visitor's key is in Redis"
