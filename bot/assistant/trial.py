"""Tries a message for staff: the answer, and how it was chosen. Nothing is stored or counted.

The message is processed by the same model, rules and actions as a visitor's, in a new conversation that
exists only in memory and is discarded with the answer.
"""

from __future__ import annotations

import copy
from dataclasses import asdict
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY

from bot.assistant.nlu.labels import selected_topic
from bot.assistant.nlu.signals import SIGNALS
from bot.assistant.replies import Replies
from bot.dialogue.decision import decide
from bot.dialogue.move import Situation
from bot.dialogue.reading import reading_of
from bot.dialogue.state import START, to_slot
from bot.municipality.served import END_OF_KEY

RUNNERS_UP = 5


async def tried(agent: Agent, text: str, replies: Replies, municipality: str) -> dict[str, Any]:
    """How a municipality's visitor would be answered whose first message is `text`, and why.

    Returns:
        `topic` and its `confidence`; `also`, topics whose responses come before the answer; `runners_up`, the
        most probable labels before the safety layer; `heard`, the probabilities of danger and of a disclosure
        (the highest of the message and its sentences); `move`, what the dialogue does; `state`, what it keeps
        for the next message; `replies`, as the channel sends them.
    """
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(processor.domain)
    message = UserMessage(text, replies, f"{municipality}{END_OF_KEY}trial")
    parsed = await processor.parse_message(message, only_output_properties=False)
    signals = parsed.pop(SIGNALS, {})
    message.parse_data = parsed
    await processor.handle_message(message)
    move = decide(Situation(reading_of(parsed), START))
    return {
        **_understood(parsed),
        "heard": {name: asdict(each) for name, each in signals.items()},
        "move": move.kind.value,
        "state": to_slot(move.state) or {},
        "replies": [reply.model_dump(mode="json") for reply in replies.collected],
    }


def _understood(parsed: dict[str, Any]) -> dict[str, Any]:
    intent = parsed[INTENT][INTENT_NAME_KEY]
    topic = selected_topic(parsed, intent or "") or intent
    beside = [selected_topic(parsed, family) for family in ("disclosure", "foreign") if family != intent]
    return {
        "topic": topic,
        "confidence": parsed[INTENT][PREDICTED_CONFIDENCE_KEY],
        "also": [label for label in beside if label and label != topic],
        "runners_up": [
            {"topic": each[INTENT_NAME_KEY], "confidence": each[PREDICTED_CONFIDENCE_KEY]}
            for each in parsed.get(INTENT_RANKING_KEY, [])[:RUNNERS_UP]
        ],
    }
