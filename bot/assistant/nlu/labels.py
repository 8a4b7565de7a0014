"""Labels: an intent, or a retrieval intent with its topic (`faq/phone`).

Rasa's own ResponseSelector is a second neural network. Here one classifier predicts whole labels, and the
topic is stored where Rasa's `utter_<intent>` actions look for it, so a new answer needs no rule.
"""

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

RESPONSE_SELECTOR = "response_selector"
IS_PRESSED = "is_pressed"
"""Whether the text is the payload of a button, which needs no interpretation."""


def is_pressed(message: Message) -> bool:
    """Whether the intent classifier found that the text is a label, which only a button sends."""
    return bool(message.get(IS_PRESSED))


def label_of(message: Message) -> str:
    """The message's current label: `faq/phone`, `greet`, or an empty string if it has none."""
    name = str((message.get(INTENT) or {}).get(INTENT_NAME_KEY) or "")
    return str(selected_topic(message.data, name) or name)


def selected_topic(parse_data: dict[str, Any], intent: str) -> str | None:
    """The full label chosen for a retrieval intent in a parsed message, or None."""
    chosen = parse_data.get(RESPONSE_SELECTOR, {}).get(intent, {}).get("response", {})
    topic: str | None = chosen.get("intent_response_key")
    return topic


def select_topic(message: Message, label: str, confidence: float) -> None:
    """Makes `utter_<intent>` answer the message with the response of `label`, whatever its intent is."""
    selection = dict(message.get(RESPONSE_SELECTOR) or {"all_retrieval_intents": []})
    intent = label.partition("/")[0]
    selection["all_retrieval_intents"] = sorted({*selection["all_retrieval_intents"], intent})
    selection[intent] = {
        "response": {
            "utter_action": f"utter_{label}",
            "intent_response_key": label,
            "confidence": confidence,
            "responses": [],
        },
        "ranking": [{"intent_response_key": label, "confidence": confidence}],
    }
    message.set(RESPONSE_SELECTOR, selection, add_to_output=True)


def set_label(message: Message, label: str, confidence: float) -> None:
    """Makes `label` the message's intent, and its topic when it is a retrieval intent."""
    intent = {INTENT_NAME_KEY: label.partition("/")[0], PREDICTED_CONFIDENCE_KEY: confidence}
    message.set(INTENT, intent, add_to_output=True)
    if "/" in label:
        select_topic(message, label, confidence)
