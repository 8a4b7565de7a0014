"""The visitor API's description (OpenAPI 3.1), made of the routes and of the models they use."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from starlette.responses import Response
from starlette.routing import Route

from bot.limits import PADDED_BYTES
from bot.version import VERSION
from bot.web.pace import Asked
from bot.web.state import WebRequest
from bot.web.visitor_answers import CaseLine, Problem
from bot.web.visitor_routes import ApiRoute

ABOUT = (
    "What the chat on a municipality's page uses. There are no cookies and no keys: "
    "whoever holds a conversation's id holds the conversation."
)
PADDING = (
    f"Pad it with spaces after the JSON, which are ignored, to the first of {PADDED_BYTES} bytes that holds "
    "it, as answers are padded: then the length on the line does not tell what is asked or answered."
)
"""What the description says of every request."""

BESIDE = (Problem, CaseLine)
"""Models that are no route's answer when all goes well: of failures, and of what an event holds."""


def openapi_route(path: str, routes: Sequence[ApiRoute]) -> Route:
    """A route with the description of the others, which is made once, when it is first asked for."""

    @cache
    def document() -> bytes:
        return json.dumps(description(routes)).encode()

    async def openapi(request: WebRequest) -> Response:
        await request.state["app"].pace.check_together(Asked.DESCRIPTION)
        return Response(document(), media_type="application/json")

    return Route(path, openapi)


def description(routes: Sequence[ApiRoute]) -> dict[str, Any]:
    """The whole description."""
    models: set[tuple[type[BaseModel], JsonSchemaMode]] = {(each, "serialization") for each in BESIDE}
    for route in routes:
        models.add((route.body, "validation"))
        models.add((route.operation.success.model, "serialization"))
    in_order = sorted(models, key=lambda each: each[0].__name__)
    found, schemas = models_json_schema(in_order, ref_template="#/components/schemas/{model}")
    references = {model: reference for (model, _), reference in found.items()}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths[route.path] = {"post": _described(route, references)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Vägvisaren, the visitor's API", "version": VERSION, "description": ABOUT},
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def _described(route: ApiRoute, references: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    operation, success = route.operation, route.operation.success
    content = {success.media_type: {"schema": references[success.model]}}
    answers = {str(success.status): {"description": success.description, "content": content}}
    for status in sorted(operation.problems):
        content = {"application/json": {"schema": references[Problem]}}
        answers[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
    is_required = any(field.is_required() for field in route.body.model_fields.values())
    content = {"application/json": {"schema": references[route.body]}}
    asked = {"required": is_required, "description": PADDING, "content": content}
    return {"summary": operation.summary, "requestBody": asked, "responses": answers}
