"""Nothing tells which machine a visitor sat at: not the database, not the log, not what Rasa is told."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from bot.intake.models import Case, Message
from lab.desk import submit
from tests.support.desk import Desk, opened, write
from tests.web.conftest import StandInRasa

PHONE = "Nokia3310-Snok/7.1"
ADDRESS = "198.51.100.77"
HEADERS = {
    "User-Agent": PHONE,
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Accept-Language": "sv-snok",
    "Referer": "https://snok.example/",
}
TRACES = (PHONE, ADDRESS, "snok")


def live_a_whole_case(desk: Desk, client: TestClient) -> None:
    client.headers.update(HEADERS)
    worker = desk.signed_in("Anna")
    case = opened(desk, client)
    submit(worker, f"{case.path}/take")
    assert write(client, case.conversation, "är du där").status_code == 200
    client.post("/api/return-code", json={"conversation": case.conversation})
    other = client.post("/api/conversations").json()["conversation"]
    assert write(client, other, "hej").status_code == 200
    assert client.post("/api/return", json={"code": "1" * 16}).status_code == 404


def test_no_trace_of_the_machine_is_in_the_log_or_told_to_rasa(
    desk: Desk, client: TestClient, rasa: StandInRasa, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    live_a_whole_case(desk, client)
    told = caplog.text + repr(rasa.heard)
    assert "hej" in told
    assert [trace for trace in TRACES if trace in told] == []


def test_no_trace_of_the_machine_is_in_the_database_even_for_who_has_the_keys(
    desk: Desk, client: TestClient, tmp_path: Path
) -> None:
    live_a_whole_case(desk, client)
    with desk.case_store.transaction() as session:
        sealed = [message.sealed_text for message in session.scalars(select(Message))]
        sealed += [case.sealed_shared for case in session.scalars(select(Case)) if case.sealed_shared]
    opened_texts = "".join(desk.case_store.vault.open(part) for part in sealed)
    assert "är du där" in opened_texts
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [trace for trace in TRACES if trace in opened_texts or trace.encode() in files] == []
