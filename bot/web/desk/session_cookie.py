"""The session cookie: for this host only, and until the browser is closed."""

from starlette.responses import Response

COOKIE = "__Host-desk"


def with_session(answer: Response, token: str) -> Response:
    """Sets the session cookie."""
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return answer


def without_session(answer: Response) -> Response:
    """Removes the session cookie."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return answer
