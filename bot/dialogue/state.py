"""What is kept of a conversation: labels only, nothing that a visitor wrote."""

from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from typing import Any

STATE = "dialogue"
"""The name of Rasa's slot that keeps the state."""


SWEDISH = "sv"
ENGLISH = "en"
"""The languages that everything is said in."""


class Alarm(str, Enum):
    """How far a conversation about danger has come.

    `NONE`: no danger has been said. `ASKED`: 112 was given, and the visitor was asked whether they are safe.
    `OVER`: the visitor said that they are safe, or that help is on its way; they are believed until danger is
    said again.
    """

    NONE = "none"
    ASKED = "asked"
    OVER = "over"


@dataclass(frozen=True)
class State:
    """The state before a message.

    `topic` is what the last answer was about, and `alternatives` what else the message before may have meant.
    `choices` are the labels on offer. `alarm` and `alarm_kind` are about the last danger, and `has_alarmed`
    says that there was one. `said` is the last turn's response, so that it is not said twice in a row.
    `misses` counts the messages in a row that were not understood. `is_simple` is the wish for simpler
    answers. `has_soft_line` says that the last turn already mentioned 112 beside an answer.
    `concerns` is whom the visitor has spoken of: self, child, sibling, partner or friend.
    `is_check_paused` says that an alarm broke off the self-check. `language` is what the visitor is answered
    in, until they write in the other one.
    """

    topic: str = ""
    alternatives: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    alarm: Alarm = Alarm.NONE
    alarm_kind: str = ""
    has_alarmed: bool = False
    said: str = ""
    misses: int = 0
    is_simple: bool = False
    has_soft_line: bool = False
    is_check_paused: bool = False
    concerns: str = ""
    language: str = SWEDISH

    def but(self, **changes: Any) -> "State":
        """This state with some values changed."""
        return replace(self, **changes)


START = State()


def to_slot(state: State) -> dict[str, Any] | None:
    """The state as JSON for Rasa's slot, without what is as at the start; None at the start."""
    changed = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(state).items()
        if value != getattr(START, name)
    }
    return {**changed, "alarm": state.alarm.value} if "alarm" in changed else changed or None


def from_slot(slot: dict[str, Any] | None) -> State:
    """The state in Rasa's slot. What an older or newer version stored under another name is left out."""
    known = {field.name for field in fields(State)}
    values = {name: value for name, value in (slot or {}).items() if name in known}
    for name in ("alternatives", "choices"):
        if name in values:
            values[name] = tuple(values[name])
    if "alarm" in values:
        values["alarm"] = Alarm(values["alarm"])
    return State(**values)
