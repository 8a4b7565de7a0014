"""How long the session lasts: pages ask, say so before it ends, and let it be renewed by one press."""

from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.web.clock import now
from bot.web.desk.guard import EVERYBODY, form, is_from_script, page
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser


async def time_left(_: DeskRequest, user: DeskUser) -> Response:
    """The seconds until the session ends, and whether using the desk puts that off."""
    seconds = (user.ends_at - now()).total_seconds()
    return JSONResponse({"seconds": seconds, "can_be_renewed": user.can_renew})


async def renew(request: DeskRequest, _: DeskUser, __: object) -> Response:
    """Puts off the session's end, as the guard does for everything that a person does."""
    return Response(status_code=204) if is_from_script(request) else RedirectResponse("/desk/", 303)


routes = [page("/polls/session", time_left, EVERYBODY), form("/session", renew, EVERYBODY)]
