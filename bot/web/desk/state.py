"""What is known about a request to the desk, in addition to what is known about every request."""

from typing import TypeAlias

from starlette.requests import Request

from bot.web.desk.sign_in_methods import SignInMethods
from bot.web.desk.user import DeskUser
from bot.web.state import RequestState


class DeskState(RequestState):
    """`user` is None for somebody who has no session, and before the guard has looked for one."""

    sign_in_methods: SignInMethods
    user: DeskUser | None


DeskRequest: TypeAlias = Request[DeskState]
