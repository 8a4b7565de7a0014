"""The routes under /desk, all behind the guard."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bot.web.desk import (
    audit_log,
    case,
    content,
    provider_sign_in,
    queue,
    reading,
    report,
    session,
    sign_in,
    trial,
)
from bot.web.desk.guard import Guard

routes: list[BaseRoute] = [
    Mount(
        "/desk",
        routes=[
            *queue.routes,
            *case.routes,
            *reading.routes,
            *audit_log.routes,
            *content.routes,
            *trial.routes,
            *report.routes,
            *session.routes,
            *sign_in.routes,
            *provider_sign_in.routes,
        ],
        middleware=[Middleware(Guard)],
    )
]
