"""The front's own metrics, and the middleware that measures every request. Nothing of a request is in them.

What a visitor chose to do (its route) is counted in a way that tells of nobody; how long requests take, and
which fail, is known within the minute (docs/decisions/0017).
"""

import time
from contextlib import ExitStack

from prometheus_client import Counter
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.coarse_metrics import Durations, HourlyCounter, RoundedGauge
from bot.limits import ANSWER_WITHIN, PAGE_WITHIN, RASA_FAILOVER_AFTER
from bot.metrics import FAULT, REFUSED, REGISTRY, UNANSWERED

MESSAGES = "/api/messages"
OTHER = "other"
"""The route of a path that is none of ours: the path itself may hold anything."""

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
EVENT_STREAM = b"text/event-stream"

REQUESTS = HourlyCounter(
    "vagvisaren_requests",
    "Requests by route and class of status; changes on the hour, in fives.",
    ("route", "status"),
    REGISTRY,
)
REQUEST_SECONDS = Durations(
    "vagvisaren_request_duration_seconds",
    "Until an answer began, by class of status; messages apart from all the rest.",
    ["what", "status"],
    buckets=(0.1, 0.25, 0.5, 1, 2, RASA_FAILOVER_AFTER, ANSWER_WITHIN, PAGE_WITHIN),
    registry=REGISTRY,
)
STREAMS = RoundedGauge(
    "vagvisaren_event_streams",
    "Open pages whose visitor waits for or talks with a human, in fives.",
    REGISTRY,
)
WAITING = RoundedGauge(
    "vagvisaren_waiting_messages", "Messages that wait for the assistant's answer, in fives.", REGISTRY
)
TOO_FAST = Counter(
    "vagvisaren_too_fast",
    "What was asked to come again later, by the limit that it met (bot/web/pace.py).",
    ["limit"],
    registry=REGISTRY,
)
for _limit in ("conversation", "minute", "turn", "waiting"):
    TOO_FAST.labels(_limit)


def route_of(scope: Scope) -> str:
    """The route's template as our own source has it, once Starlette has found it."""
    route = scope.get("route")
    if isinstance(route, Mount):
        return route.path
    return str(scope.get("root_path", "")) + route.path if isinstance(route, Route) else OTHER


class Measured:
    """Measures each request. Around all other middleware, as it takes what the visitor gets."""

    def __init__(self, app: ASGIApp, is_turned_off: bool) -> None:
        self._app, self._is_turned_off = app, is_turned_off

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        with ExitStack() as open_until_the_end:

            async def measured(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self._count(scope, message["status"], time.perf_counter() - start)
                    if any(value.startswith(EVENT_STREAM) for _, value in message["headers"]):
                        open_until_the_end.enter_context(STREAMS.one_more())
                await send(message)

            await self._app(scope, receive, measured)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route, status_class = route_of(scope), f"{status // 100}xx"
        what = "message" if route == MESSAGES else OTHER
        REQUESTS.inc(route, status_class)
        REQUEST_SECONDS.labels(what, status_class).observe(seconds)
        if route == MESSAGES and (status == TOO_MANY_REQUESTS or status >= SERVER_ERROR):
            is_refused = status == TOO_MANY_REQUESTS or self._is_turned_off
            UNANSWERED.labels(REFUSED if is_refused else FAULT).inc()
