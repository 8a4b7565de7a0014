"""Reduces a conversation's events to what the dialogue needs, without anything a visitor wrote.

Threat: the tracker store is copied, or read by somebody who should not read it. Method: for each kind of
event an allowlist names the fields to keep, so that a field that Rasa adds is not stored by mistake. Not
covered: which topics a conversation touched, and when, to the minute; the dialogue needs both for an hour.
"""

from typing import Any

MINUTE = 60

FIELDS: dict[str, tuple[str, ...]] = {
    "user": ("message_id",),
    "user_featurization": ("use_text_for_featurization",),
    "bot": (),
    "action": ("name", "hide_rule_turn"),
    "slot": ("name", "value"),
    "active_loop": ("name",),
    "loop_interrupted": ("is_loop_interrupted",),
    "action_execution_rejected": ("name",),
    "session_started": (),
    "restart": (),
}
"""The kinds of events that are kept, by Rasa's names, and the fields kept besides kind and minute."""

REQUEST_METADATA = "session_started_metadata"
"""Rasa's own slot, which it fills from the request."""

KEPT_TURNS = 5
"""How many turns keep all their events: no rule looks further back, and each event slows every turn."""

BEGINS = ("session_started", "restart")
"""Events that make all earlier ones irrelevant."""

Event = dict[str, Any]


def scrubbed(events: list[Event]) -> list[Event]:
    """The events without anything a visitor wrote; of older turns only what still applies.

    The assistant's messages keep their text only after the visitor's last message, so that a message sent
    again after a lost connection gets the same answer. Earlier ones keep their sources, which a visitor may
    ask for.

    Args:
        events: as serialised by Rasa (`Event.as_dict`), in order.
    """
    known = [event for event in events if event["event"] in FIELDS and event.get("name") != REQUEST_METADATA]
    recent = _shortened(known)
    last_message = max((i for i, event in enumerate(recent) if event["event"] == "user"), default=0)
    return [_scrubbed(event, is_latest=i > last_message) for i, event in enumerate(recent)]


def _shortened(events: list[Event]) -> list[Event]:
    """Of older turns only what still applies: the session's start, each slot's last value, and the form."""
    messages = [i for i, event in enumerate(events) if event["event"] == "user"]
    if len(messages) <= KEPT_TURNS:
        return events
    start = messages[-KEPT_TURNS] - 1  # with the action that waited for the message
    current: dict[tuple[str, str], Event] = {}
    for event in events[:start]:
        kind = event["event"]
        if kind in BEGINS:
            current.clear()
        if kind in (*BEGINS, "active_loop", "slot"):
            current[kind, event["name"] if kind == "slot" else ""] = event
    return [*current.values(), *events[start:]]


def _scrubbed(event: Event, is_latest: bool) -> Event:
    kept = {"event": event["event"], "timestamp": event["timestamp"] // MINUTE * MINUTE}
    kept |= {name: event[name] for name in FIELDS[event["event"]] if event.get(name) is not None}
    if event["event"] == "user":
        intent = event["parse_data"]["intent"].get("name")
        kept["parse_data"] = {"intent": {"name": intent}, "entities": []}
    elif event["event"] == "bot":
        kept["metadata"] = {"metadata": (event.get("metadata") or {}).get("metadata")}
        if is_latest:
            kept |= {"text": event["text"], "data": event["data"]}
    return kept
