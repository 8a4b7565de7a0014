"""Attacks by somebody with an account at the desk, or with the database's; the front is that of tests/web."""

from tests.web.conftest import (
    cheap_hashing,
    client,
    conversation,
    desk,
    fine_steps,
    profile,
    profiles,
    rasa,
    web_settings,
)

__all__ = [
    "cheap_hashing",
    "client",
    "conversation",
    "desk",
    "fine_steps",
    "profile",
    "profiles",
    "rasa",
    "web_settings",
]
