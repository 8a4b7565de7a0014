"""Headers on every answer of every route, and who may show the chat."""

import gzip

import pytest
from starlette.testclient import TestClient

from bot.web.pages import HERE
from bot.web.security_headers import HEADERS

PATHS = [
    "/",
    "/widget.js",
    "/municipalities.js",
    "/static/api.js",
    "/health",
    "/ready",
    "/api/openapi.json",
    "/api/messages",
    "/api/conversations",
    "/api/forget",
    "/api/leave",
    "/api/events",
    "/api/hand-over",
    "/api/hand-over/preview",
    "/api/return-code",
    "/api/return",
    "/desk/sign-in",
    "/desk/",
    "/nowhere",
]


def test_the_list_of_paths_misses_no_route(client: TestClient) -> None:
    routes = {getattr(route, "path", "") for route in client.app.routes}  # type: ignore[attr-defined]
    assert routes <= {*PATHS, "/static", "/desk"}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_our_own_pages_allow_no_inline_code(client: TestClient) -> None:
    page = client.get("/").text
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/widget.js"></script>') == 1


def test_strict_transport_is_told_behind_tls_only(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/").headers
    behind = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "max-age" in behind.headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/widget.js", "/municipalities.js", "/static/api.js"])
def test_the_widget_loads_on_the_municipalitys_pages_only(client: TestClient, path: str) -> None:
    allowed = client.get(path, headers={"Origin": "https://www.example.se"})
    assert allowed.headers["access-control-allow-origin"] == "https://www.example.se"
    stranger = client.get(path, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in stranger.headers


def test_a_strange_page_may_not_call_the_api(client: TestClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/messages", headers=asked)
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


def test_without_javascript_the_page_shows_where_a_human_is(client: TestClient) -> None:
    page = client.get("/").text
    assert "112" in page
    assert "numret till Vägvalet" in page


def test_the_widget_weighs_at_most_30_kilobytes() -> None:
    scripts = b"".join(path.read_bytes() for path in sorted((HERE / "static").glob("*.js")))
    assert len(gzip.compress(scripts)) <= 30 * 1024
