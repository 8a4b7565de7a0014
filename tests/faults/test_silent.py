"""PostgreSQL or Redis is there and says nothing: all are soon told where a human is, and it heals unaided."""

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.intake.case_store import CaseStore
from lab.production import DATABASE, Production
from lab.traffic import Answer, Traffic
from lab.worker import NOTHING_CHANGED
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures

REDIS = "redis"
SILENT_FOR = 10.0
SILENT_FOR_LONG = 30.0
WITHIN = 5.0
"""Seconds: the promise to visitors."""

HEALED_WITHIN = 30.0


@dataclass(frozen=True)
class Fault:
    """What falls silent and how, and what a worker may be told, and whether a human can be asked for."""

    name: str
    happen: Callable[[Production], AbstractContextManager[None]]
    refusals: tuple[str, ...]
    hands_over: bool


FAULTS = [
    Fault("PostgreSQL is frozen", lambda it: it.frozen(DATABASE), (NOTHING_CHANGED,), hands_over=False),
    Fault("PostgreSQL says nothing", lambda it: it.silent(DATABASE), (NOTHING_CHANGED,), hands_over=False),
    Fault("Redis is frozen", lambda it: it.frozen(REDIS), (), hands_over=True),
    Fault("Redis says nothing", lambda it: it.silent(REDIS), (), hands_over=True),
]


def ask_for_a_human(installation: Production) -> Answer:
    """What a new visitor is answered who leaves a message."""
    body = {"conversation": secrets.token_urlsafe(24), "id": "1", "way": "message", "danger": False}
    with installation.client() as client:
        start = time.monotonic()
        answer = client.post("/api/hand-over", json={**body, "shared": []})
    text = answer.json()["error"]["text"] if answer.is_error else "It is handed over."
    return Answer(time.monotonic(), time.monotonic() - start, answer.status_code, text)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_while_it_is_silent_everybody_is_told_in_time_and_it_heals_unaided(
    fault: Fault, installation: Production, case_store: CaseStore, noted: dict[str, Any], is_long: bool
) -> None:
    with Traffic(installation, case_store) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before = len(traffic.answers)
        with fault.happen(installation):
            ended = time.monotonic() + (SILENT_FOR_LONG if is_long else SILENT_FOR)
            asked = ask_for_a_human(installation)
            threading.Event().wait(ended - time.monotonic())
            silent = len(traffic.answers)
        healed_after = traffic.wait_for_good_answers(time.monotonic(), within=HEALED_WITHIN)
        installation.wait_until_ready()
        traffic.wait_until_seen()
    answers = traffic.answers[before:]
    noted.update(figures(fault.name, healed_after, answers, traffic))
    assert_everybody_is_told_and_nothing_is_lost(traffic, *fault.refusals)
    meanwhile = [answer for answer in traffic.answers[before:silent] if not answer.is_good]
    assert meanwhile, "it was noticed"
    assert [answer for answer in answers if answer.text is None] == [], "the front was there all the time"
    assert max(answer.seconds for answer in (*answers, asked)) < WITHIN
    assert (asked.status == 201) is fault.hands_over
    assert fault.hands_over or ("112" in str(asked.text) and "Vägvalet" in str(asked.text))
