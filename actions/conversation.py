"""What an action has to know of a conversation: its municipality, and the language it is answered in."""

from functools import cache

from rasa_sdk import Tracker

from bot.dialogue.state import STATE, from_slot
from bot.municipality import Profile, Profiles, load_profiles
from bot.settings import Settings


@cache
def _profiles() -> Profiles:
    return load_profiles(Settings().municipalities)


def profile_of(tracker: Tracker) -> Profile:
    """The conversation's municipality, from its sender id."""
    return _profiles().of_conversation(tracker.sender_id)


def language_of(tracker: Tracker) -> str:
    """The language that the visitor is answered in: "sv" or "en"."""
    return from_slot(tracker.get_slot(STATE)).language
