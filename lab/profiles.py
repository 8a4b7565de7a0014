"""Municipalities for tests."""

from datetime import datetime

from bot.municipality import Profile, load_profile


class AlwaysOpen(Profile):
    """Open whatever the day and the hour on which the tests run."""

    def is_staffed(self, now: datetime) -> bool:
        return True


class AlwaysClosed(Profile):
    """Closed whatever the day and the hour."""

    def is_staffed(self, now: datetime) -> bool:
        return False


def always_open(name: str = "eskilstuna") -> Profile:
    return AlwaysOpen(**{**load_profile(name).model_dump(), "origins": ("https://www.example.se",)})
