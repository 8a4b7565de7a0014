"""Rendering of the desk's pages: what each template gets, and the words they use."""

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from bot.intake.models import CaseState, DangerKind, Role
from bot.version import VERSION
from bot.web.clock import clock_of, now
from bot.web.desk.state import DeskRequest

STATES = {
    CaseState.WAITING: "Väntar i kön",
    CaseState.LEFT: "Meddelande att svara på",
    CaseState.TAKEN: "Pågår",
    CaseState.HANDED_BACK: "Tillbaka hos roboten",
    CaseState.ENDED: "Avslutat",
}
DANGERS = {
    DangerKind.THREAT: "hot",
    DangerKind.VIOLENCE: "våld mot någon annan",
    DangerKind.SUICIDE: "eget liv",
    DangerKind.CHILD: "ett barn",
}
ROLES = {Role.WORKER: "handläggare", Role.ADMINISTRATOR: "administratör"}

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

templates = Jinja2Templates(Path(__file__).parents[1] / "templates" / "desk")
templates.env.globals.update(states=STATES, dangers=DANGERS, roles=ROLES, version=VERSION)


@pass_context
def local_clock(context: Context, moment: datetime) -> str:
    """A moment in the municipality's time zone; only the time of day if it is today."""
    return clock_of(context["profile"], moment)


def since(moment: datetime) -> str:
    """How long ago that was, as a figure that does not break over two lines."""
    minutes = int((now() - moment).total_seconds() // 60)
    if minutes < MINUTES_PER_HOUR:
        return f"{minutes}\N{NO-BREAK SPACE}min"
    hours, days = minutes // MINUTES_PER_HOUR, minutes // MINUTES_PER_DAY
    return f"{days}\N{NO-BREAK SPACE}dygn" if days else f"{hours}\N{NO-BREAK SPACE}tim"


def danger(kind: DangerKind | None) -> str:
    """The mark of a case in danger."""
    return f"Fara: {DANGERS[kind]}" if kind else "Fara"


def seconds_until(moment: datetime) -> int:
    """Whole seconds until then."""
    return int((moment - now()).total_seconds())


templates.env.filters.update(local_clock=local_clock, since=since, danger=danger, seconds_until=seconds_until)


def render(request: DeskRequest, name: str, content: dict[str, Any], status: int = 200) -> Response:
    """Renders a page or a part of one; every template gets the user and the profile."""
    everywhere = {"user": request.state["user"], "profile": request.state["profile"]}
    return templates.TemplateResponse(Request(request.scope), name, {**everywhere, **content}, status)
