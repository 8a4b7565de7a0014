"""On a full disk nobody is told that something is kept which is not, and room makes it work again."""

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.intake.case_store import CaseStore
from lab.processes import Processes, servers_on_free_ports
from lab.production import Production
from lab.traffic import Traffic
from lab.worker import NOTHING_CHANGED
from tests.faults.promises import assert_everybody_is_told_and_nothing_is_lost, figures

FULL = 4096
"""Bytes that a file may have: less than any database, so every write fails as on a disk without room."""

FULL_FOR = 6.0

REFUSAL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$
"""
EACH_TABLE = """
DO $$ DECLARE each text; BEGIN
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('{}', each); COMMIT;
  END LOOP; END $$
"""
"""One table at a time: whoever locks several while visitors use them is soon in a deadlock."""

NO_ROOM = (
    REFUSAL,
    EACH_TABLE.format("CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON %I EXECUTE FUNCTION no_room()"),
)
ROOM_AGAIN = (EACH_TABLE.format("DROP TRIGGER IF EXISTS no_room ON %I"), "DROP FUNCTION no_room()")


@contextmanager
def full_disk(installation: Production) -> Iterator[None]:
    """Both databases refuse each row with the error that PostgreSQL has for a disk without room."""
    for database in installation.databases:
        for statement in NO_ROOM:
            installation.postgres.execute(statement, database)
    try:
        yield
    finally:
        for database in installation.databases:
            for statement in ROOM_AGAIN:
                installation.postgres.execute(statement, database)


def test_in_production_questions_are_answered_and_nothing_is_said_to_be_kept_that_is_not(
    installation: Production, case_store: CaseStore, noted: dict[str, Any]
) -> None:
    with Traffic(installation, case_store) as traffic:
        traffic.wait_for_good_answers(time.monotonic(), within=20)
        before, since = len(traffic.answers), time.monotonic()
        with full_disk(installation):
            kept_before = {sender: len(lines) for sender, lines in traffic.confirmed.items()}
            time.sleep(FULL_FOR)
            kept_after = {sender: len(lines) for sender, lines in traffic.confirmed.items()}
            meanwhile = traffic.answers[before:]
        healed_after = traffic.wait_for_good_answers(since, within=30)
        time.sleep(FULL_FOR)
        traffic.wait_until_seen()
    noted.update(figures("a full disk", healed_after, traffic.answers[before:], traffic))
    assert_everybody_is_told_and_nothing_is_lost(traffic, NOTHING_CHANGED)
    # One of each may have been on its way when the disk became full.
    assert all(kept_after[sender] <= kept_before[sender] + 1 for sender in kept_before)
    assert all(len(traffic.confirmed[sender]) > kept_after[sender] for sender in kept_after)
    assert [answer for answer in meanwhile if answer.text is None] == []
    assert sum(answer.is_good for answer in meanwhile) > len(meanwhile) / 2
    assert any(not seen.is_good for seen in traffic.worker.seen), "the worker was told"


@pytest.fixture
def running(tmp_path: Path) -> Processes:
    return Processes(servers_on_free_ports(tmp_path), tmp_path / "servers.log")


def test_a_message_for_a_human_is_refused_and_can_be_sent_again(running: Processes) -> None:
    with running.run("actions", "rasa", "web"):
        address = f"http://127.0.0.1:{running.servers.web_port}"
        with httpx.Client(base_url=address, timeout=20) as visitor:
            conversation = visitor.post("/api/conversations").json()["conversation"]
            body = {"conversation": conversation, "id": "1", "way": "message", "danger": False, "shared": []}
            visitor.post("/api/hand-over", json=body).raise_for_status()
            written = {"conversation": conversation, "id": "2", "text": "Är du där?"}
            unlimited = resource.prlimit(
                running.pid("web"), resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY)
            )
            refused = visitor.post("/api/messages", json=written)
            assert refused.status_code == 500
            assert "112" in refused.json()["error"]["text"]
            resource.prlimit(running.pid("web"), resource.RLIMIT_FSIZE, unlimited)
            for _ in range(2):  # the page does not know if the first came through
                assert visitor.post("/api/messages", json=written).json()["stored"]
            lines = stored(visitor, conversation)
    assert lines == ["Är du där?"]


def stored(visitor: httpx.Client, conversation: str) -> list[str]:
    """The visitor's lines, as the stream tells them."""
    lines: list[str] = []
    with visitor.stream("POST", "/api/events", json={"conversation": conversation}) as stream:
        for line in stream.iter_lines():
            if line.startswith("event: situation"):
                break
            told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if told.get("by") == "visitor":
                lines.append(told["text"])
    return lines
