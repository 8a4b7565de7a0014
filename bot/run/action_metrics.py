"""The action server's own metrics, by the SDK's way for additions to its application.

Not which action was asked for: that would tell what a visitor does.
"""

import sys
from typing import Any

from prometheus_client import Counter

from bot.coarse_metrics import HourlyCounter
from bot.metrics import REGISTRY

CALLS = HourlyCounter(
    "vagvisaren_action_calls",
    "Actions that Rasa asked for; changes on the hour, in fives.",
    (),
    REGISTRY,
    known=((),),
)
FAILURES = Counter("vagvisaren_action_failures", "Actions that broke down.", registry=REGISTRY)

WEBHOOK = "/webhook"
CLIENT_ERROR = 400


async def count(request: Any, response: Any) -> None:
    """Counts one request, as Sanic calls it before it answers; health is no action."""
    if request.path != WEBHOOK:
        return
    CALLS.inc()
    if response.status >= CLIENT_ERROR:
        FAILURES.inc()


def attach_sanic_app_extensions(app: Any) -> None:
    """Called by the SDK, which finds it by its name, before it serves."""
    app.register_middleware(count, "response")


def install() -> None:
    """Called once, before the action server is started."""
    from pluggy import HookimplMarker  # noqa: PLC0415 - of Rasa's environment, as the SDK
    from rasa_sdk.plugin import plugin_manager  # noqa: PLC0415

    HookimplMarker("rasa_sdk")(attach_sanic_app_extensions)
    plugin_manager().register(sys.modules[__name__])
