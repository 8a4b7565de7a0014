"""The clock jumps, over midnight, over summer time's ends, back and forth, and the talk goes on."""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.conversations.store import open_conversations, sender_of
from bot.intake import cases, messages
from bot.intake.case_store import CaseStore, open_case_store
from bot.settings import Settings
from lab.processes import Processes, servers_on_free_ports

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EARLIER = timedelta(minutes=2)
"""Longer than all the requests before a jump may take: the boundary is never reached by waiting."""

LATER = timedelta(seconds=1)


@dataclass(frozen=True)
class Jump:
    """The clock is set from one time to another, and a boundary lies between them."""

    before: datetime
    boundary: datetime
    after: datetime

    def assert_crossed(self, before: Iterable[datetime], after: Iterable[datetime]) -> None:
        """What servers noted lies on the one side of the boundary before the jump, on the other after it."""
        earlier, later = (before, after) if self.before < self.after else (after, before)
        assert max(earlier) < self.boundary <= min(later), (self, before, after)


def over(*local: int, fold: int = 0) -> Jump:
    """Over a moment of the municipality's own time; `fold=1`: the second time that the clock shows it."""
    year, month, day, hour = local
    moment = datetime(year, month, day, hour, fold=fold, tzinfo=STOCKHOLM).astimezone(timezone.utc)
    return Jump(moment - EARLIER, moment, moment + LATER)


TEN, HALF_PAST = (datetime(2026, 11, 23, 10, minute, tzinfo=timezone.utc) for minute in (0, 30))
JUMPS = {
    "midnight": over(2026, 11, 23, 0),
    "the end of summer time": over(2026, 10, 25, 2, fold=1),
    "the beginning of summer time": over(2027, 3, 28, 3),
    "a new year": over(2027, 1, 1, 0),
    "half an hour back": Jump(HALF_PAST, HALF_PAST, TEN),
    "half an hour ahead": Jump(TEN, HALF_PAST, HALF_PAST),
}


class Clock:
    """What the servers take for the time: all of them exactly the same, however old their processes are."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def set(self, at: datetime) -> None:
        """It is `at` now, and goes on from there."""
        whole = self._file.with_suffix(".whole")
        # Not libfaketime's `@`, which begins when each process first reads it: this is the same for all.
        whole.write_text(f"{(at - datetime.now(timezone.utc)).total_seconds():+.6f}\n")
        whole.replace(self._file)

    def environment(self) -> dict[str, str]:
        library = subprocess.run(
            ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"], stdout=subprocess.PIPE, text=True, check=True
        )
        return {
            "LD_PRELOAD": library.stdout.strip(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": STOCKHOLM.key,
        }


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    clock = Clock(tmp_path_factory.mktemp("clock") / "now")
    clock.set(datetime(2026, 10, 1, 10, tzinfo=timezone.utc))
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
def settings(visitor: httpx.Client, folder: Path) -> Settings:
    """The servers' databases, once they have made them."""
    return Settings(
        database_url=f"sqlite:///{folder}/cases.sqlite",
        conversations_url=f"sqlite:///{folder}/conversations.sqlite",
        key_file=folder / "keys",
    )


@pytest.fixture(scope="module")
def case_store(settings: Settings) -> CaseStore:
    return open_case_store(settings)


def sent_at(case_store: CaseStore, conversation: str) -> list[datetime]:
    """The times that the front gave the conversation's messages."""
    with case_store.transaction() as session:
        case = cases.of_visitor(session, conversation)
        assert case
        return [line.sent_at for line in messages.after(session, case_store.vault, case.id, 0)]


def happened_at(settings: Settings, conversation: str, jump: Jump) -> list[datetime]:
    """The times that Rasa gave what happened in the conversation, to the minute, in order."""
    conversations = open_conversations(settings)
    events = conversations.find(sender_of(conversation), min(jump.before, jump.after))
    assert events, "the conversation goes on"
    return [datetime.fromtimestamp(event["timestamp"], timezone.utc) for event in events]


def say(visitor: httpx.Client, conversation: str, number: int, text: str) -> str:
    body = {"conversation": conversation, "id": str(number), "text": text}
    answer = visitor.post("/api/messages", json=body).raise_for_status().json()
    return "\n".join(message["text"] for message in answer["messages"])


@pytest.mark.parametrize("name", JUMPS)
def test_a_self_check_goes_on(name: str, visitor: httpx.Client, settings: Settings, clock: Clock) -> None:
    jump = JUMPS[name]
    clock.set(jump.before)
    conversation = visitor.post("/api/conversations").json()["conversation"]
    say(visitor, conversation, 1, "kan jag göra självkontrollen")
    assert "Fråga 1 av" in say(visitor, conversation, 2, "ja")
    before = happened_at(settings, conversation, jump)
    clock.set(jump.after)
    assert "Fråga 2 av" in say(visitor, conversation, 3, "nej")
    whole = happened_at(settings, conversation, jump)
    assert whole[: len(before)] == before
    jump.assert_crossed(before, whole[len(before) :])


@pytest.mark.parametrize("name", JUMPS)
def test_messages_to_a_human_keep_their_order(
    name: str, visitor: httpx.Client, case_store: CaseStore, clock: Clock
) -> None:
    jump = JUMPS[name]
    clock.set(jump.before)
    conversation = visitor.post("/api/conversations").json()["conversation"]
    body = {"conversation": conversation, "id": "1", "way": "message", "danger": False, "shared": []}
    visitor.post("/api/hand-over", json=body).raise_for_status()
    ids = []
    for number in range(2, 6):
        if number == 4:
            clock.set(jump.after)
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
    times = sent_at(case_store, conversation)
    assert len(times) == 4
    jump.assert_crossed(times[:2], times[2:])
