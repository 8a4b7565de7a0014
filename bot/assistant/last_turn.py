"""Reads a conversation's last turn from the stored events: what the bot said, and which buttons it offered.

Phones send a message again after a lost connection, and people type a button's title instead of pressing it.
Both are recognised from the stored events, without building a tracker.
"""

import re
from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import BotUttered

from bot.conversations.scrubbing import Event


def last_turn(events: list[Event]) -> list[Event]:
    """The visitor's last message and all events after it; empty before the first message."""
    start = max((i for i, event in enumerate(events) if event["event"] == "user"), default=len(events))
    return events[start:]


def said_in(turn: list[Event]) -> Iterator[dict[str, Any]]:
    """The bot's messages, as they were sent."""
    for event in turn:
        if event["event"] == "bot":
            yield BotUttered._from_parameters(event).message()


def has_had_its_turn(events: list[Event], message_id: str | None) -> bool:
    """Whether a message with this id was answered, in any turn that is still stored."""
    return any(event["event"] == "user" and event.get("message_id") == message_id for event in events)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def payload_of(text: str, turn: list[Event]) -> str | None:
    """The payload of the button with this title, or None if there is none or if two differ in payload.

    Ignores case, spaces and punctuation.
    """
    buttons = [button for message in said_in(turn) for button in message.get("buttons") or []]
    meant = {button["payload"] for button in buttons if _plain(button["title"]) == _plain(text)}
    return str(meant.pop()) if len(meant) == 1 else None
