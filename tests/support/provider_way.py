"""The way to the provider and back, as a browser goes it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
from starlette.testclient import TestClient

from bot.web.desk.provider import BACK
from bot.web.desk.round_trip import COOKIE as TRIP_COOKIE
from tests.support.desk import COOKIE
from tests.support.false_provider import FalseProvider

Result = TypeVar("Result")

LEAVE = "/desk/provider"
SECRET = "the-clients-own-secret"
CODE = "the-secret-code"


def awaited(question: Coroutine[Any, Any, Result]) -> Result:
    """Its result, from a thread of its own: the browser of earlier tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, question).result()


def leave(browser: TestClient, provider: FalseProvider) -> dict[str, str]:
    """Presses the button; gives what the provider is told, which it then answers."""
    answer = browser.get(LEAVE, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    told = {name: value for name, [value] in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    provider.nonce = told["nonce"]
    return told


def come_back(browser: TestClient, **given: str) -> httpx.Response:
    """The provider sends the browser back: from another site, so without cookies that are strict."""
    session = browser.cookies.get(COOKIE)
    if session:
        browser.cookies.delete(COOKIE)
    answer: httpx.Response = browser.get(BACK, params=given, follow_redirects=False)
    if session and COOKIE not in browser.cookies:
        browser.cookies.set(COOKIE, session)
    return answer


def sign_in(browser: TestClient, provider: FalseProvider) -> httpx.Response:
    return come_back(browser, code=CODE, state=leave(browser, provider)["state"])


def is_in(browser: TestClient) -> bool:
    """Whether the desk opens."""
    answer: httpx.Response = browser.get("/desk/", follow_redirects=False)
    return answer.status_code == 200


def refused(answer: httpx.Response, browser: TestClient, status: int, text: str) -> None:
    """A calm page with a way back, and nobody signed in."""
    assert (answer.status_code, "Du är inte inloggad" in answer.text) == (status, True), answer.text
    assert text in answer.text
    assert 'href="/desk/sign-in"' in answer.text
    assert TRIP_COOKIE not in browser.cookies
    assert not is_in(browser)
