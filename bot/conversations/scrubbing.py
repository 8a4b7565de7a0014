"""What is kept of a conversation's events: what the dialogue needs, and nothing a visitor wrote.

Threat: the tracker store is copied, or read by somebody who should not. Method: for each kind of event the
fields to keep are named, and all others are dropped, so that a field that Rasa adds is not kept by mistake.
Not covered: which topics a conversation touched, and when to the minute; both are needed for an hour.
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
"""Kinds of events, by Rasa's names, and the fields kept of each beside its kind and minute."""

REQUEST_METADATA = "session_started_metadata"
"""A slot of Rasa's own, which it fills from the request."""

KEPT_TURNS = 5
"""Turns whose events are kept: no rule looks further back, and each event costs time in every turn."""

BEGINS = ("session_started", "restart")
"""What makes everything before it void."""

Event = dict[str, Any]


def scrubbed(events: list[Event]) -> list[Event]:
    """The events without anything a visitor wrote; of turns long past only what still holds.

    Of the assistant's own lines only those after the last message keep their text: a message that is sent
    again after a lost connection gets the same answer. Earlier ones keep their sources, if somebody asks.

    Args:
        events: as Rasa's events write themselves (`as_dict`), in order.
    """
    known = [event for event in events if event["event"] in FIELDS and event.get("name") != REQUEST_METADATA]
    recent = _shortened(known)
    last_message = max((i for i, event in enumerate(recent) if event["event"] == "user"), default=0)
    return [_scrubbed(event, is_latest=i > last_message) for i, event in enumerate(recent)]


def _shortened(events: list[Event]) -> list[Event]:
    """Of turns long past only what still holds: the session's beginning, each slot, and the form."""
    messages = [i for i, event in enumerate(events) if event["event"] == "user"]
    if len(messages) <= KEPT_TURNS:
        return events
    begins = messages[-KEPT_TURNS] - 1  # the action that waited for the message goes with it
    holds: dict[tuple[str, str], Event] = {}
    for event in events[:begins]:
        kind = event["event"]
        if kind in BEGINS:
            holds.clear()
        if kind in (*BEGINS, "active_loop", "slot"):
            holds[kind, event["name"] if kind == "slot" else ""] = event
    return [*holds.values(), *events[begins:]]


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
