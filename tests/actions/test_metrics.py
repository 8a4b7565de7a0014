"""The action server tells how many actions it runs, and that one broke down, and not which."""

import asyncio
from types import SimpleNamespace

import pytest
from rasa_sdk.endpoint import create_app
from rasa_sdk.plugin import plugin_manager

from bot import coarse_metrics
from bot.coarse_metrics import STEP
from bot.metrics import REGISTRY
from bot.run import action_metrics
from bot.run.action_metrics import count


def answered(path: str, status: int) -> None:
    asyncio.run(count(SimpleNamespace(path=path), SimpleNamespace(status=status)))


def sample(name: str) -> float:
    return REGISTRY.get_sample_value(f"vagvisaren_action_{name}_total") or 0


def test_the_sdk_takes_it_up_under_its_own_name_for_it() -> None:
    action_metrics.install()
    app = create_app("actions")
    plugin_manager().hook.attach_sanic_app_extensions(app=app)
    assert count in app.response_middleware


def test_calls_are_counted_in_fives_on_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample("calls")
    for _ in range(STEP):
        answered("/webhook", 200)
        answered("/health", 200)
        assert sample("calls") == before
    later = coarse_metrics._this_hour() + 1
    monkeypatch.setattr(coarse_metrics, "_this_hour", lambda: later)
    assert sample("calls") == before + STEP


@pytest.mark.parametrize(
    ("path", "status", "more"), [("/webhook", 500, 1), ("/webhook", 200, 0), ("/x", 404, 0)]
)
def test_an_action_that_broke_down_is_known_at_once(path: str, status: int, more: int) -> None:
    before = sample("failures")
    answered(path, status)
    assert sample("failures") - before == more
