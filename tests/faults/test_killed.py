"""Any process may die: visitors are told where a human is, nothing confirmed is lost, and all heals."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.intake.office import Office
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures
from tests.support.production import Production
from tests.support.traffic import TALKERS, Traffic

WATCHED_FOR = 6.0
HEALED_WITHIN = 60.0
"""Seconds: a Rasa server reads its models anew."""

NONE, SENT_AGAIN, ANY = 0, 2 * TALKERS, None
"""How many answers may be such: none, those that each visitor's page sends again, or any until it heals."""


@dataclass(frozen=True)
class Fault:
    """What dies, and what visitors may notice of it (the table in docs/drift.md)."""

    happen: Callable[[Production], None]
    calm_lines: int | None
    unreachable: int | None


def kill_database(installation: Production) -> None:
    installation.postgres.kill()
    time.sleep(1)
    installation.postgres.restart()


def kill_a_web_worker(installation: Production) -> None:
    installation.web_workers()[0].kill()


def killing(name: str) -> Callable[[Production], None]:
    return lambda installation: installation.signal(name, signal.SIGKILL)


FAULTS = {
    "an action server": Fault(killing("actions-0"), NONE, NONE),
    "a Rasa server": Fault(killing("rasa-0"), NONE, NONE),
    "a worker of the front": Fault(kill_a_web_worker, NONE, SENT_AGAIN),
    "the front's supervisor": Fault(killing("web"), NONE, ANY),
    "PostgreSQL": Fault(kill_database, ANY, NONE),
    "Redis": Fault(killing("redis"), ANY, NONE),
    "nginx": Fault(killing("nginx"), NONE, SENT_AGAIN),
}


@pytest.mark.parametrize("name", FAULTS)
def test_when_it_dies_everybody_is_told_and_nothing_is_lost(
    name: str, installation: Production, office: Office, noted: dict[str, Any]
) -> None:
    fault = FAULTS[name]
    with Traffic(installation, office) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before = len(traffic.answers)
        since = time.monotonic()
        fault.happen(installation)
        healed_after = traffic.wait_for_good_answers(since, within=HEALED_WITHIN, at_least=WATCHED_FOR)
        installation.wait_until_ready()
        traffic.wait_until_seen()
    seen = figures(name, healed_after, traffic.answers[before:], traffic)
    noted.update(seen)
    assert_everybody_is_told_and_nothing_is_lost(traffic)
    assert fault.calm_lines is ANY or seen["out_of_order"] <= fault.calm_lines, seen
    assert fault.unreachable is ANY or seen["unreachable"] <= fault.unreachable, seen
    in_redis = installation.in_redis()
    assert [token for token in traffic.tokens if token in in_redis] == [], "a visitor's key is in Redis"
