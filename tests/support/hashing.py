"""Hashes that cost next to nothing: most tests are about something else, and production's take 0.1 s each."""

import pytest
from argon2 import PasswordHasher

from bot.intake import return_codes, staff


def make_hashing_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords and return codes of this process are hashed at the least cost that argon2 knows."""
    monkeypatch.setattr(staff, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(return_codes, "TIME_COST", 1)
    monkeypatch.setattr(return_codes, "MEMORY_KIB", 8)
    monkeypatch.setattr(return_codes, "LANES", 1)
