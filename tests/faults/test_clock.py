"""The clock jumps, over midnight, over summer time's ends, back and forth, and the talk goes on."""

import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx
import pytest

from bot.intake import cases, messages
from bot.intake.office import Office, open_office
from bot.settings import Settings
from tests.support.processes import Processes, servers_on_free_ports

JUMPS = {
    "midnight": ("2026-11-22 22:59:30", "2026-11-22 23:00:30"),
    "the end of summer time": ("2026-10-25 00:59:30", "2026-10-25 01:00:30"),
    "the beginning of summer time": ("2027-03-28 00:59:30", "2027-03-28 01:00:30"),
    "a new year": ("2026-12-31 22:59:30", "2026-12-31 23:00:30"),
    "half an hour back": ("2026-11-23 10:30:00", "2026-11-23 10:00:00"),
    "half an hour ahead": ("2026-11-23 10:00:00", "2026-11-23 10:30:00"),
}
"""UTC: in Sweden it is an hour later, and two in summer."""


class Clock:
    """What the servers take for the time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def set(self, at: str) -> None:
        self._file.write_text(f"@{at}\n")

    def environment(self) -> dict[str, str]:
        library = subprocess.run(
            ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"], stdout=subprocess.PIPE, text=True, check=True
        )
        return {
            "LD_PRELOAD": library.stdout.strip(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    clock = Clock(tmp_path_factory.mktemp("clock") / "now")
    clock.set("2026-10-01 10:00:00")
    return clock


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="module")
def visitor(clock: Clock, folder: Path) -> Iterator[httpx.Client]:
    processes = Processes(servers_on_free_ports(folder), folder / "servers.log", clock.environment())
    with (
        processes.run(),
        httpx.Client(base_url=f"http://127.0.0.1:{processes.servers.web_port}", timeout=20) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def office(visitor: httpx.Client, folder: Path) -> Office:
    """The servers' database, once they have made it."""
    return open_office(Settings(database_url=f"sqlite:///{folder}/cases.sqlite", key_file=folder / "keys"))


def sent_at(office: Office, conversation: str) -> list[datetime]:
    """The times that the servers gave the conversation's messages."""
    with office.transaction() as session:
        case = cases.of_visitor(session, conversation)
        return [line.sent_at for line in messages.after(session, office.vault, case.id, 0)]


def say(visitor: httpx.Client, conversation: str, number: int, text: str) -> str:
    body = {"conversation": conversation, "id": str(number), "text": text}
    answer = visitor.post("/api/messages", json=body).raise_for_status().json()
    return "\n".join(message["text"] for message in answer["messages"])


@pytest.mark.parametrize("jump", JUMPS)
def test_a_self_check_goes_on(jump: str, visitor: httpx.Client, clock: Clock) -> None:
    before, after = JUMPS[jump]
    clock.set(before)
    conversation = visitor.post("/api/conversations").json()["conversation"]
    say(visitor, conversation, 1, "kan jag göra självkontrollen")
    assert "Fråga 1 av" in say(visitor, conversation, 2, "ja")
    clock.set(after)
    assert "Fråga 2 av" in say(visitor, conversation, 3, "nej")


@pytest.mark.parametrize("jump", JUMPS)
def test_messages_to_a_human_keep_their_order(
    jump: str, visitor: httpx.Client, office: Office, clock: Clock
) -> None:
    before, after = JUMPS[jump]
    clock.set(before)
    conversation = visitor.post("/api/conversations").json()["conversation"]
    body = {"conversation": conversation, "id": "1", "way": "message", "danger": False, "shared": []}
    visitor.post("/api/hand-over", json=body).raise_for_status()
    ids = []
    for number in range(2, 6):
        if number == 4:
            clock.set(after)
        written = {"conversation": conversation, "id": str(number), "text": f"Rad {number}"}
        ids.append(visitor.post("/api/messages", json=written).raise_for_status().json()["stored"])
    assert ids == sorted(set(ids))
    with visitor.stream("POST", "/api/events", json={"conversation": conversation}) as stream:
        lines = []
        for line in stream.iter_lines():
            if line.startswith("event: situation"):
                break
            lines += [number for number in range(2, 6) if f"Rad {number}" in line]
    assert lines == [2, 3, 4, 5]
    of_servers = [datetime.fromisoformat(each).replace(tzinfo=timezone.utc) for each in (before, after)]
    times = sent_at(office, conversation)
    jumped = [abs(at - of_servers[number > 1]) for number, at in enumerate(times)]
    assert len(times) == 4 and max(jumped) < timedelta(minutes=5), "the servers' clock jumped"
