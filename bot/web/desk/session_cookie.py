"""The cookie that makes a browser a signed-in one: for us alone, and until the browser is closed."""

from starlette.responses import Response

COOKIE = "__Host-desk"


def with_session(answer: Response, token: str) -> Response:
    """Begins the session in the browser."""
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return answer


def without_session(answer: Response) -> Response:
    """Ends it there."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return answer
