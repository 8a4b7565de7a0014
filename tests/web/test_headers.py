"""Headers on every answer of every route, and who may show the chat."""

import gzip
import re

import pytest
from starlette.testclient import TestClient

from bot.web.pages import HERE

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
    "/api/ways",
    "/utan-skript",
    "/utan-skript/svar",
    "/utan-skript/samtal",
    "/utan-skript/samtal/skicka",
    "/utan-skript/samtal/radera",
    "/lamna-sidan",
    "/lamna-sidan/blank.css",
    "/desk/sign-in",
    "/desk/",
    "/nowhere",
]


def test_the_list_of_paths_misses_no_route(client: TestClient) -> None:
    routes = {getattr(route, "path", "") for route in client.app.routes}  # type: ignore[attr-defined]
    assert routes <= {*PATHS, "/static", "/desk"}


PROMISED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
"""Written here once more: a header that goes missing in the code must not go missing in its test."""


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_answer_has_the_headers(client: TestClient, method: str) -> None:
    missing = []
    for path in PATHS:
        answer = client.request(method, path, follow_redirects=False)
        found = {name: answer.headers.get_list(name) for name in PROMISED}
        missing += [(path, name, found[name]) for name in PROMISED if found[name] != [PROMISED[name]]]
    assert missing == []


def test_our_own_pages_allow_no_inline_code(client: TestClient) -> None:
    page = client.get("/").text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/widget.js"></script>') == 1


def test_strict_transport_is_told_behind_tls_only(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/").headers
    behind = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert behind.headers["strict-transport-security"] == "max-age=31536000", "a year"


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
    scripts = [HERE / "static/widget.js"]
    for path in scripts:  # what it imports, and what that imports
        imported = re.findall(r'from "\./(?:static/)?(\w+\.js)"', path.read_text(encoding="utf-8"))
        there = [HERE / "static" / name for name in imported if name != "municipalities.js"]  # generated
        scripts += [each for each in there if each not in scripts]
    assert len(scripts) > 20
    assert len(gzip.compress(b"".join(path.read_bytes() for path in scripts))) <= 30 * 1024
