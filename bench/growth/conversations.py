"""How the store of conversations grows with those that it holds.

A conversation is gone an hour after its last message: a million rows are 280 visitors who begin one every
second. The rows are of one to five turns, which is the most that is kept.
"""

import json
import re
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.engine import Engine

from bench.growth.curves import Growth, Panel
from bench.growth.timing import median, milliseconds
from bot.conversations.scrubbing import KEPT_TURNS, MINUTE, Event
from bot.conversations.store import Conversation, Conversations, key_of, sender_of
from bot.database import open_database
from lab.knowledge import responses
from lab.postgres import DURABLE, Postgres

SIZES = (1_000, 10_000, 100_000, 1_000_000)
AT_ONCE = 10_000
ENDED = 1_000
LASTS = timedelta(minutes=60)
STATUS, PEAK_AGAIN = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def conversation(topic: int) -> list[Event]:
    """As it is kept after its last turn: what was asked about and answered, without a word of the visitor."""
    names = [name for name in sorted(responses()) if name.startswith("utter_faq/")]
    slots: list[Event] = [
        {"event": "slot", "name": name, "value": None}
        for name in ("open_question", "misunderstood", "last_topic", "self_check_outcome", "requested_slot")
    ]
    events: list[Event] = [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        *slots,
    ]
    for turn in range(1 + topic % KEPT_TURNS):
        name = names[(topic + turn) % len(names)]
        answer = responses()[name][0]
        events += [
            {"event": "action", "name": "action_listen"},
            {
                "event": "user",
                "message_id": f"{topic:032x}",
                "parse_data": {"intent": {"name": "faq"}, "entities": []},
            },
            {"event": "user_featurization", "use_text_for_featurization": False},
            {"event": "action", "name": "utter_faq"},
            {"event": "bot", "metadata": {"metadata": answer.get("metadata")}},
        ]
    events[-1] |= {"text": answer["text"], "data": {"buttons": answer.get("buttons")}}
    return [{**event, "timestamp": 1_795_000_020 // MINUTE * MINUTE} for event in events]


TOPICS = 50


class Store:
    """Conversations in one database, and what they take there."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_database(url)
        self.conversations = Conversations(self.engine, LASTS)
        self._events = [conversation(topic) for topic in range(TOPICS)]
        self._texts = [json.dumps(events) for events in self._events]
        self._ended = count(10**9)
        self._held = 0
        self._next = count()

    def fill(self, size: int) -> None:
        """Adds conversations until there are so many."""
        while self._held < size:
            numbers = range(self._held, min(size, self._held + 10 * AT_ONCE))
            self._add(numbers, datetime.now(timezone.utc) + LASTS)
            self._held = numbers.stop
        if self.engine.dialect.name == "postgresql":
            with self.engine.begin() as connection:
                connection.execute(text("ANALYZE conversations"))  # which it does by itself in time

    def _add(self, numbers: Iterable[int], ends: datetime) -> None:
        at = int(ends.timestamp()) // MINUTE * MINUTE
        rows = [
            {"key": key_of(_sender(n)), "events": self._texts[n % TOPICS], "ends_at": at + n % 60 * MINUTE}
            for n in numbers
        ]
        rows.sort(
            key=lambda row: str(row["key"])
        )  # into the index in its own order, or it takes many minutes
        with self.engine.begin() as connection:
            for start in range(0, len(rows), AT_ONCE):
                connection.execute(insert(Conversation.__table__), rows[start : start + AT_ONCE])

    def megabytes(self) -> float:
        """What all takes on the disk, with its indexes."""
        size = (
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            if self.engine.dialect.name == "sqlite"
            else "SELECT pg_total_relation_size('conversations')"
        )
        with self.engine.begin() as connection:
            return float(connection.execute(text(size)).scalar()) / 1e6

    def find(self, _: int) -> float:
        """Milliseconds to find one conversation."""
        sender, now = self._one(), datetime.now(timezone.utc)
        return milliseconds(lambda: self.conversations.find(sender, now))

    def keep(self, number: int) -> float:
        """Milliseconds to keep one as it stands after a turn."""
        sender, now = self._one(), datetime.now(timezone.utc)
        found, events = self.conversations.find(sender, now), self._events[number % TOPICS]
        return milliseconds(lambda: self.conversations.keep(sender, events, now, found))

    def erase(self, _: int) -> float:
        """Milliseconds to erase one."""
        sender = _sender(next(self._ended))
        self.conversations.keep(sender, self._events[0], datetime.now(timezone.utc), None)
        return milliseconds(lambda: self.conversations.erase(sender))

    def purge(self, _: int) -> float:
        """Milliseconds to remove a thousand that have ended."""
        now = datetime.now(timezone.utc)
        self._add([next(self._ended) for _ in range(ENDED)], now - timedelta(hours=3))
        return milliseconds(lambda: self.conversations.purge(now))

    def _one(self) -> str:
        return _sender(next(self._next) * 7_919 % self._held)


def _sender(number: int) -> str:
    return sender_of(f"growth {number}")


def _process_mb(name: str) -> float:
    return int(re.search(rf"{name}:\s+(\d+)", STATUS.read_text())[1]) / 1e3  # type: ignore[index]


def _measured(store: Store) -> Panel:
    panel: Panel = {}

    def note(quantity: str, figure: float) -> None:
        panel.setdefault(quantity, []).append(figure)

    for size in SIZES:
        store.fill(size)
        note("size, MB", store.megabytes())
        note("find one, ms", median(store.find, 200))
        note("keep one, ms", median(store.keep, 50))
        PEAK_AGAIN.write_text("5")
        before = _process_mb("VmRSS")
        note("erase one, ms", median(store.erase, 15))
        if store.engine.dialect.name == "sqlite":
            note("memory while erasing, MB", _process_mb("VmHWM") - before)
        note("purge 1,000, ms", median(store.purge, 5))
    store.engine.dispose()
    return panel


def measure() -> Growth:
    """The same on SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        sqlite = _measured(Store(f"sqlite:///{folder}/conversations.sqlite"))
    with Postgres(DURABLE) as postgres:
        database = _measured(Store(postgres.url(postgres.create())))
    lengths = [len(json.dumps(conversation(topic))) for topic in range(TOPICS)]
    notes = [
        f"A row's events are {sum(lengths) / TOPICS:,.0f} characters on average. On SQLite whoever erases "
        "writes the whole file anew, in memory and then in place: nothing erased stays (bot/database.py)."
    ]
    panels = {"SQLite": sqlite, "PostgreSQL": database}
    return Growth("Conversations stored", "conversations", SIZES, panels, notes)
