"""Puts a response's English text in the place of its Swedish one, for a conversation in English."""

from collections.abc import Callable
from typing import Any

from bot.dialogue.state import ENGLISH

Template = dict[str, Any]
Choose = Callable[[str], Template | None]

KEY = "english"
"""The key of the English text in a response's metadata (bot/municipality/english.py)."""

TRANSLATED = "Translation of the Swedish text"
"""Said beside the sources of an answer."""

INTRODUCTION = {"start_self_check": "utter_self_check_intro"}
"""Labels whose response has another name."""


def response_of(payload: str) -> str:
    """The name of the response that a button leads to, or that a label has."""
    label = payload.removeprefix("/")
    return INTRODUCTION.get(label, f"utter_{label}")


def in_english(choose: Choose) -> Choose:
    """Chooses a response as `choose` does, and translates it. What has no translation stays Swedish."""

    def chosen(name: str) -> Template | None:
        template = choose(name)
        english = ((template or {}).get("metadata") or {}).get(KEY)
        return _translated(template, english, choose) if template is not None and english else template

    return chosen


def _translated(template: Template, english: Template, choose: Choose) -> Template:
    metadata = {
        **{name: value for name, value in template["metadata"].items() if name != KEY},
        "lang": ENGLISH,
        **{name: english[name] for name in ("title", "simpler", "aspects") if english[name]},
    }
    if metadata.get("sources"):
        metadata["sources"] = [*metadata["sources"], TRANSLATED]
    titles = english["buttons"]
    buttons = [
        {**button, "title": titles.get(button["payload"]) or _title(button, choose)}
        for button in template.get("buttons") or []
    ]
    return {**template, "text": english["text"], "metadata": metadata, "buttons": buttons}


def _title(button: dict[str, str], choose: Choose) -> str:
    """The English title of the answer that a button leads to, or the button's own."""
    answer = choose(response_of(button["payload"])) or {}
    english = (answer.get("metadata") or {}).get(KEY) or {}
    return str(english.get("title") or button["title"])
