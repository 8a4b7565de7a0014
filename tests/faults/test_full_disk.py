"""On a full disk nobody is told that something is kept which is not, and room makes it work again."""

import resource
from pathlib import Path

import httpx
import pytest

from tests.support.processes import Processes, servers_on_free_ports

FULL = 4096
"""Bytes that a file may have: less than any database, so every write fails as on a disk without room."""


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
            if line.startswith("data:") and '"by": "visitor"' in line:
                lines.append(line.split('"text": "')[1].split('"')[0].encode().decode("unicode_escape"))
            if line.startswith("event: situation"):
                return lines
    return lines
