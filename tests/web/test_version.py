"""Whoever reports a fault can say of which version."""

from starlette.testclient import TestClient

from bot.version import VERSION
from tests.support.desk import Desk


def test_health_tells_the_version(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "version": VERSION}


def test_the_foot_of_every_desk_page_tells_the_version(client: TestClient, desk: Desk) -> None:
    foot = f"<footer><p>Vägvisaren, version {VERSION}</p></footer>"
    assert foot in client.get("/desk/sign-in").text
    assert foot in desk.signed_in("anna").get("/desk/").text
