"""The public front, and browsers that are signed in at its desk through the real pages."""

import html
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import text
from starlette.testclient import TestClient

from bot.intake.case_store import open_case_store
from bot.intake.models import Role
from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.app import create_app
from lab.desk import current_code, give_code, give_password, make_account, secret_on

ORIGIN = "https://testserver"
COOKIE = "__Host-desk"


class Desk:
    """The public front behind TLS, and everybody's browsers; each has a web process of its own."""

    def __init__(self, settings: Settings, profiles: Profiles, rasa: Callable[[Any], httpx.Response]) -> None:
        self.app = create_app(settings, profiles, httpx.MockTransport(rasa))
        self.case_store = open_case_store(settings)
        self._open = ExitStack()
        self._browsers: list[TestClient] = []

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stops the front, as when it is told to."""
        self._open.close()

    def flush(self) -> None:
        """Lets the half minute pass after which figures are written down."""
        for browser in self._browsers:
            assert browser.portal, "the browser's front runs"
            browser.portal.call(browser.app_state["app"].usage.flush)

    def browser(self) -> TestClient:
        """A browser that nobody has signed in with."""
        client = TestClient(
            self.app, base_url=ORIGIN, headers={"Origin": ORIGIN}, raise_server_exceptions=False
        )
        self._browsers.append(self._open.enter_context(client))
        return client

    def signed_in(self, name: str, role: Role = Role.WORKER, municipality: str = "eskilstuna") -> TestClient:
        """A browser in which a new account has signed in."""
        browser, account = self.browser(), make_account(self.case_store, name, role, municipality)
        answer = give_code(browser, current_code(secret_on(give_password(browser, account).text)))
        assert str(answer.url).startswith(f"{ORIGIN}/desk/"), answer.text
        assert browser.cookies[COOKIE]
        return browser

    def sql(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database itself says or is told."""
        with self.case_store.transaction() as session:
            found = session.execute(text(statement), values)
            return [tuple(row) for row in found] if found.returns_rows else []


def hand_over(client: httpx.Client, conversation: str, way: str = "live", **more: object) -> httpx.Response:
    """A visitor asks for a human."""
    body = {"conversation": conversation, "id": "first", "way": way, "danger": False, "shared": [], **more}
    answer: httpx.Response = client.post("/api/hand-over", json=body)
    return answer


def write(client: httpx.Client, conversation: str, words: str, own_id: str = "1") -> httpx.Response:
    """A visitor sends a message."""
    body = {"conversation": conversation, "id": own_id, "text": words}
    answer: httpx.Response = client.post("/api/messages", json=body)
    return answer


@dataclass
class Opened:
    """A case, as both sides know it."""

    conversation: str
    number: int
    label: str

    @property
    def path(self) -> str:
        """The case's page at the desk."""
        return f"/desk/cases/{self.number}"


def opened(
    desk: Desk, client: httpx.Client, way: str = "live", municipality: str = "eskilstuna", **more: Any
) -> Opened:
    """A visitor hands a new conversation over."""
    conversation = client.post("/api/conversations", json={"municipality": municipality}).json()[
        "conversation"
    ]
    answer = hand_over(client, conversation, way, **more)
    assert answer.status_code == 201, answer.text
    [(number, label)] = desk.sql("SELECT id, label FROM cases ORDER BY id DESC LIMIT 1")
    return Opened(conversation, number, label)


def lines_on(page: httpx.Response) -> list[tuple[str, str]]:
    """A case's conversation at the desk, as (who, text)."""
    found = re.findall(r'<li class="(\w+)" data-id="\d+">.*?<p>(.*?)</p></li>', page.text, re.DOTALL)
    return [(who, html.unescape(said)) for who, said in found]
