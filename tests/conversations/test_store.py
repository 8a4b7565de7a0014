"""A conversation is kept until an hour after its last message, and then it is gone, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.conversations.__main__ import main
from bot.conversations.scrubbing import Event
from bot.conversations.store import Conversations, MovedOnError, key_of, open_conversations, sender_of
from bot.database import open_database
from bot.intake.tokens import token_hash
from bot.settings import Settings

NOW = datetime(2026, 3, 2, 9, 0, 30, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TOKEN = "the-conversation-of-a-visitor-01"
EVENTS: list[Event] = [{"event": "action", "name": "utter_parakit"}]


@pytest.fixture
def engine(bare_database_url: str) -> Iterator[Engine]:
    opened = open_database(bare_database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def conversations(engine: Engine) -> Conversations:
    return Conversations(engine, HOUR)


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT * FROM conversations"))]


def test_the_assistant_knows_a_conversation_by_its_municipality_and_not_by_the_token() -> None:
    hidden = "e538d6a9f8e68a83ef7bddbe81515952bb393dbb6c27fc65316f8843ca41758d"
    of_municipality = "12e680ef3523b63b972f72259e77885acaafb58528c04d593d013c3a85f11d10"
    assert sender_of(TOKEN) == hidden, "also after an upgrade: it is how what was kept is found"
    assert sender_of(f"eskilstuna.{TOKEN}") == f"eskilstuna.{of_municipality}"


def test_a_conversation_is_kept_under_the_same_key_after_an_upgrade() -> None:
    assert key_of(TOKEN) == "76703d23bda5b2dfe5dd9389b4e420b4da7d1bdb4cabe261154d9eca18f03315"


def test_what_is_kept_is_found_as_it_was_last(conversations: Conversations, engine: Engine) -> None:
    conversations.keep(TOKEN, [{"event": "restart"}], NOW, None)
    conversations.keep(TOKEN, EVENTS, NOW, instead_of=conversations.find(TOKEN, NOW))
    assert conversations.find(TOKEN, NOW) == EVENTS
    assert len(rows(engine)) == 1


LATER: list[Event] = [*EVENTS, {"event": "slot", "name": "ordföljd", "value": 0.1}]


@pytest.mark.parametrize("found", [None, [{"event": "restart"}]])
def test_what_does_not_follow_from_what_is_kept_changes_nothing(
    conversations: Conversations, found: list[Event] | None
) -> None:
    """A server that woke up late would else bring an earlier turn back."""
    conversations.keep(TOKEN, EVENTS, NOW, None)
    conversations.keep(TOKEN, LATER, NOW, instead_of=EVENTS)
    with pytest.raises(MovedOnError):
        conversations.keep(TOKEN, EVENTS, NOW, instead_of=found)
    assert conversations.find(TOKEN, NOW) == LATER


def test_what_was_erased_meanwhile_stays_erased(conversations: Conversations) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)
    conversations.erase(TOKEN)
    with pytest.raises(MovedOnError):
        conversations.keep(TOKEN, LATER, NOW, instead_of=EVENTS)
    assert conversations.find(TOKEN, NOW) is None


def test_one_that_has_ended_is_begun_anew(conversations: Conversations) -> None:
    conversations.keep(TOKEN, LATER, NOW - HOUR, None)
    conversations.keep(TOKEN, EVENTS, NOW, instead_of=conversations.find(TOKEN, NOW))
    assert conversations.find(TOKEN, NOW) == EVENTS


def test_another_conversation_is_not_found(conversations: Conversations) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)
    assert conversations.find(TOKEN + "1", NOW) is None


def test_the_row_does_not_tell_whose_conversation_it_is(conversations: Conversations, engine: Engine) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)
    [(key, _, ends_at)] = rows(engine)
    assert key == key_of(TOKEN)
    assert TOKEN not in str(key)
    assert key != token_hash(TOKEN), "or it could be joined with the visitor's case"
    assert isinstance(ends_at, int)
    assert ends_at % 60 == 0


def test_a_conversation_ends_an_hour_after_its_last_message(conversations: Conversations) -> None:
    conversations.keep(TOKEN, EVENTS, NOW - MINUTE, None)
    conversations.keep(TOKEN, EVENTS, NOW, instead_of=EVENTS)
    assert conversations.find(TOKEN, NOW + HOUR - MINUTE) == EVENTS
    assert conversations.find(TOKEN, NOW + HOUR) is None


def test_at_the_minute_at_which_it_ends_it_is_not_found_nor_left_nor_in_the_way(
    conversations: Conversations, engine: Engine
) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)
    end = NOW.replace(second=0) + HOUR
    assert conversations.find(TOKEN, end - timedelta(seconds=1)) == EVENTS
    assert conversations.find(TOKEN, end) is None
    assert conversations.purge(end) == 1
    assert rows(engine) == []
    conversations.keep(TOKEN, EVENTS, NOW, None)
    conversations.keep(TOKEN, LATER, end, None)  # begun anew
    assert conversations.find(TOKEN, end) == LATER


def test_purging_removes_what_has_ended_and_nothing_else(
    conversations: Conversations, engine: Engine
) -> None:
    conversations.keep("old", EVENTS, NOW - HOUR, None)
    conversations.keep(TOKEN, EVENTS, NOW, None)
    assert [conversations.purge(NOW), conversations.purge(NOW)] == [1, 0]
    assert [row[0] for row in rows(engine)] == [key_of(TOKEN)]


def test_times_are_asked_for_as_they_are_kept(conversations: Conversations, engine: Engine) -> None:
    """PostgreSQL compares a whole number with a decimal only by reading every row."""
    asked: list[Any] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[3]))
    conversations.find(TOKEN, NOW + MINUTE / 7)
    conversations.purge(NOW + MINUTE / 7)
    values = [value for given in asked for value in (given.values() if isinstance(given, dict) else given)]
    assert {type(value) for value in values} == {int, str}


def test_purging_alone_may_take_as_long_as_it_needs(
    conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody waits for everything else."""
    begin, asked = conversations._transaction, list[bool]()

    def transaction(*, is_maintenance: bool = False) -> AbstractContextManager[Session]:
        asked.append(is_maintenance)
        return begin(is_maintenance=is_maintenance)

    monkeypatch.setattr(conversations, "_transaction", transaction)
    conversations.keep(TOKEN, EVENTS, NOW, None)
    conversations.find(TOKEN, NOW)
    conversations.erase(TOKEN)
    conversations.purge(NOW)
    assert asked == [False, False, False, True]


def test_erasing_twice_is_no_error(conversations: Conversations, engine: Engine) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)
    conversations.erase(TOKEN)
    conversations.erase(TOKEN)
    assert rows(engine) == []


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("how", ["erase", "purge"])
def test_nothing_of_it_is_left_in_the_file(how: str, bare_database_url: str, tmp_path: Path) -> None:
    conversations = Conversations(open_database(bare_database_url), HOUR)
    for number in range(50):
        conversations.keep(f"{TOKEN}{number}", EVENTS * number, NOW, None)
        conversations.keep(f"{TOKEN}{number}", EVENTS * 60, NOW, EVENTS * number)
    assert any(b"utter_parakit" in path.read_bytes() for path in tmp_path.iterdir())
    for number in range(50):
        conversations.erase(f"{TOKEN}{number}") if how == "erase" else conversations.purge(NOW + HOUR)
    assert not any(b"utter_parakit" in path.read_bytes() for path in tmp_path.iterdir())
    assert not any(path.stat().st_mode & 0o077 for path in tmp_path.iterdir())


def test_several_servers_may_start_at_once(bare_database_url: str) -> None:
    def start(_: int) -> list[Event] | None:
        return Conversations(open_database(bare_database_url), HOUR).find(TOKEN, NOW)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [None] * 4


def test_of_several_servers_that_keep_a_turn_at_once_one_does(conversations: Conversations) -> None:
    conversations.keep(TOKEN, EVENTS, NOW, None)

    def keep(number: int) -> bool:
        try:
            conversations.keep(TOKEN, EVENTS * (number + 2), NOW, instead_of=EVENTS)
        except MovedOnError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(keep, range(8)))
    assert sum(kept) == 1
    assert conversations.find(TOKEN, NOW) == EVENTS * (kept.index(True) + 2)


def test_the_command_line_purges_what_has_ended(
    bare_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", bare_database_url)
    kept = open_conversations(Settings())
    now = datetime.now(timezone.utc)
    kept.keep("old", EVENTS, now - HOUR, None)
    kept.keep(TOKEN, EVENTS, now, None)
    assert main() == 0
    assert capsys.readouterr().out == "Deleted: 1 conversations that had ended.\n"
    assert kept.find(TOKEN, now) == EVENTS


def test_a_database_that_does_not_answer_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", "postgresql://127.0.0.1:1/nowhere")
    assert main() == 1
    assert capsys.readouterr().err == "The database of conversations does not answer.\n"
