"""The municipality that a conversation belongs to."""

from functools import cache

from rasa_sdk import Tracker

from bot.municipality import Profile, Profiles, load_profiles
from bot.settings import Settings


@cache
def _profiles() -> Profiles:
    return load_profiles(Settings().municipalities)


def profile_of(tracker: Tracker) -> Profile:
    """The conversation's municipality, from its sender id."""
    return _profiles().of_conversation(tracker.sender_id)
