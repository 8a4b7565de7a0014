"""The visitor's API does what its description says, whatever it is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import shutdown_lifespans
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.app import create_app
from lab.profiles import always_open
from tests.web.conftest import StandInRasa

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 30

api = schemathesis.pytest.from_fixture("described")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """What the application says of itself; every call reaches that application, without a network."""
    folder: Path = tmp_path_factory.mktemp("schema")
    own = Settings(database_url=f"sqlite:///{folder}/cases.sqlite", key_file=folder / "keys")
    app = create_app(own, Profiles(always_open()), httpx.MockTransport(StandInRasa().handle))
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app)
    shutdown_lifespans()


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_to_its_description(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)
