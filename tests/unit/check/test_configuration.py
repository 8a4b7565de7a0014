"""Settings that are not fit for the public are named, with what to do in Swedish."""

import pytest

from bot.check.configuration import check
from bot.check.results import Verdict
from bot.settings import Settings

READY = {"production": True, "public_url": "https://chat.example.se"}


def test_settings_that_are_in_order_are_one_line() -> None:
    [line] = check(Settings(**READY))
    assert line.verdict is Verdict.FINE


def test_outside_production_it_is_only_said_that_it_is_not_production() -> None:
    [line] = check(Settings(web_workers=4))
    assert line.verdict is Verdict.ADVICE
    assert "VAGVISAREN_PRODUCTION" in line.text


@pytest.mark.parametrize(
    ("changed", "name", "to_do"),
    [
        ({"public_url": "http://chat.example.se"}, "PUBLIC_URL", "https://"),
        ({"conversations_url": "sqlite://", "redis_host": "r"}, "DATABASE_URL", "postgresql://"),
        ({"keys": "byt-ut-mig"}, "KEYS", "egen hemlighet"),
        ({"redis_password": "byt-ut-mig"}, "REDIS_PASSWORD", "egen hemlighet"),
    ],
)
def test_each_setting_to_mend_is_named_with_what_to_do(
    changed: dict[str, object], name: str, to_do: str
) -> None:
    lines = list(check(Settings(**{**READY, **changed})))
    assert all(line.verdict is Verdict.WRONG for line in lines)
    assert lines[0].text.startswith(f"VAGVISAREN_{name} duger inte i drift.")
    assert to_do in lines[0].text
