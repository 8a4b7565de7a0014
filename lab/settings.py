"""Settings of what a test or a bench was given, as text or already read."""

from collections.abc import Mapping

from bot.settings import Settings


def settings_of(given: Mapping[str, object]) -> Settings:
    """What is not given comes from the environment, as when a server starts.

    Raises:
        pydantic.ValidationError: what is given cannot be read.
    """
    return Settings.model_validate(dict(given))
