"""What a conversation's last turn still tells: what was said in it, and which buttons it offered.

Phones send a message again when the connection was lost, and people type what stands on a button instead of
pressing it. Both are seen in the stored events, without making a tracker of them.
"""

import re
from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import BotUttered

from bot.conversations.scrubbing import Event


def last_turn(events: list[Event]) -> list[Event]:
    """The last message of the visitor and all that followed it; nothing before the first message."""
    start = max((i for i, event in enumerate(events) if event["event"] == "user"), default=len(events))
    return events[start:]


def said_in(turn: list[Event]) -> Iterator[dict[str, Any]]:
    """The bot's messages, as they were sent."""
    for event in turn:
        if event["event"] == "bot":
            yield BotUttered._from_parameters(event).message()


def has_had_its_turn(events: list[Event], message_id: str | None) -> bool:
    """Whether the message with this id was answered: lately, or in an earlier turn that is still kept."""
    return any(event["event"] == "user" and event.get("message_id") == message_id for event in events)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def payload_of(text: str, turn: list[Event]) -> str | None:
    """The payload of the button that says this; None where none does, or where two of them do.

    Capitals, spaces and punctuation make no difference.
    """
    buttons = [button for message in said_in(turn) for button in message.get("buttons") or []]
    meant = {button["payload"] for button in buttons if _plain(button["title"]) == _plain(text)}
    return str(meant.pop()) if len(meant) == 1 else None
