"""What goes wrong is said in calm Swedish, and says where a human is."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

TEXTS = {
    404: ("not_found", "Det finns inget här. Är det akut, ring 112."),
    405: ("not_allowed", "Så kan den här adressen inte användas."),
    413: ("too_long", "Det blev för långt. Dela upp det. Är det akut, ring 112."),
}


def problem(status: int, code: str, text: str) -> JSONResponse:
    """A problem as the visitor's page expects it."""
    return JSONResponse({"error": {"code": code, "text": text}}, status)


async def refused(_: Request, error: Exception) -> Response:
    """A request that cannot be met."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    answer = problem(status, *TEXTS.get(status, ("refused", "Det gick inte. Är det akut, ring 112.")))
    answer.headers.update(headers or {})
    return answer


async def broken(request: Request, _: Exception) -> Response:
    """Something of ours broke."""
    return problem(500, "out_of_order", request.state.profile.out_of_order())


handlers = {HTTPException: refused, Exception: broken}
