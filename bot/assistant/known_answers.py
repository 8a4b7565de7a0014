"""What a conversation's municipality answers, so that a move can be decided with the answers in view."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.assistant.composing import titled
from bot.dialogue.state import ENGLISH, SWEDISH
from bot.municipality import Profiles, load_profiles
from bot.municipality.answers import Answers, own_answers, shared_answers
from bot.municipality.english import translations_for
from bot.settings import Settings

EMERGENCY = "112"


@cache
def _profiles() -> Profiles:
    return load_profiles(Settings().municipalities)


@cache
def _answers(municipality: str) -> Answers:
    shared = shared_answers()
    return {**shared, **titled(own_answers(municipality), shared)}


def _variations(sender: str, response: str) -> list[dict[str, Any]]:
    return _answers(_profiles().of_conversation(sender).key).get(response) or []


def aspects_of(sender: str, topic: str) -> Mapping[str, str]:
    """What follow-ups to a topic's answer are answered with, by aspect: another topic, or a text."""
    found = [(each.get("metadata") or {}).get("aspects") for each in _variations(sender, f"utter_{topic}")]
    return next((aspects for aspects in found if aspects), {})


def title_of(sender: str, topic: str, language: str = SWEDISH) -> str:
    """The title of a topic's answer, a few words; empty where it has none."""
    response = f"utter_{topic}"
    if language == ENGLISH:
        translation = translations_for(_profiles().of_conversation(sender).key).get(response)
        return (translation.title if translation else None) or ""
    titles = [(each.get("metadata") or {}).get("title") for each in _variations(sender, response)]
    return next((str(title) for title in titles if title), "")


def mentions_emergency(sender: str, response: str) -> bool:
    """Whether a response says 112 itself, in every variation."""
    variations = _variations(sender, response)
    return bool(variations) and all(EMERGENCY in each["text"] for each in variations)
