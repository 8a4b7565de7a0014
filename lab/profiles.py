"""Municipalities for tests."""

from datetime import datetime

from bot.municipality import Profile, load_profile


class AlwaysOpen(Profile):
    """Staffed at any time."""

    def is_staffed(self, now: datetime) -> bool:
        return True


class AlwaysClosed(Profile):
    """Never staffed."""

    def is_staffed(self, now: datetime) -> bool:
        return False


def always_open(name: str = "eskilstuna") -> Profile:
    return AlwaysOpen(**{**load_profile(name).model_dump(), "origins": ("https://www.example.se",)})
