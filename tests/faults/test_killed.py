"""Any process may die: visitors are told where a human is, nothing confirmed is lost, and all heals."""

import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.intake.models import Sender
from bot.intake.office import Office
from tests.support.production import Production
from tests.support.traffic import Traffic

WATCHED_FOR = 6.0
HEALED_WITHIN = 60.0
"""Seconds: a Rasa server reads its models anew."""


def kill_database(installation: Production) -> None:
    installation.postgres.kill()
    time.sleep(1)
    installation.postgres.restart()


def kill_a_web_worker(installation: Production) -> None:
    *_, worker = installation.tree("web")
    worker.kill()


def killing(name: str) -> Callable[[Production], None]:
    return lambda installation: installation.signal(name, signal.SIGKILL)


FAULTS: dict[str, Callable[[Production], None]] = {
    "an action server": killing("actions-0"),
    "a Rasa server": killing("rasa-0"),
    "a worker of the front": kill_a_web_worker,
    "the front's supervisor": killing("web"),
    "PostgreSQL": kill_database,
    "Redis": killing("redis"),
    "nginx": killing("nginx"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_when_it_dies_everybody_is_told_and_nothing_is_lost(
    fault: str, installation: Production, office: Office, noted: dict[str, Any]
) -> None:
    with Traffic(installation, office) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before = len(traffic.answers)
        since = time.monotonic()
        FAULTS[fault](installation)
        healed_after = traffic.wait_for_good_answers(since, within=HEALED_WITHIN, at_least=WATCHED_FOR)
        installation.wait_until_ready()
        traffic.wait_until_seen()
    bad = [answer for answer in traffic.answers[before:] if not answer.is_good]
    noted.update(
        fault=fault,
        healed_after=round(healed_after, 1),
        out_of_order=sum(answer.text is not None for answer in bad),
        worker_refused=sum(not seen.is_good for seen in traffic.worker.seen),
        unreachable=sum(answer.text is None for answer in bad),
        slowest=round(max(answer.seconds for answer in traffic.answers[before:]), 1),
    )
    assert traffic.errors == []
    assert [answer for answer in traffic.answers if not answer.shows_the_way] == []
    for sender in Sender.VISITOR, Sender.WORKER:
        stored, confirmed = traffic.stored(sender), traffic.confirmed[sender]
        assert len(stored) == len(set(stored)), "something is there twice"
        assert set(confirmed) <= set(stored), "something confirmed is lost"
        assert confirmed
    assert [seen for seen in traffic.worker.seen if not seen.is_calm] == []
    assert traffic.worker.seen[-1].is_good, "the worker is still signed in"
    in_redis = installation.in_redis()
    assert [token for token in traffic.tokens if token in in_redis] == [], "a visitor's key is in Redis"
    ids = [number for number, _ in traffic.seen]
    assert ids == sorted(set(ids)), "the visitor's page was told something twice or in the wrong order"
