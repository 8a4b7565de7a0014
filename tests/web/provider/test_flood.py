"""Opening the way to the provider needs no account: a flood of it reaches nobody else."""

import asyncio
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web.clock import now
from bot.web.desk.provider import AT_ONCE, BusyError, IdentityProvider
from bot.web.desk.round_trip import ANSWERS, RoundTrip
from bot.web.desk.round_trip import COOKIE as TRIP_COOKIE
from tests.support.desk import Desk
from tests.support.false_provider import FalseProvider
from tests.support.provider_way import CODE, LEAVE, awaited, come_back, leave, refused

TRIP = RoundTrip.begin(b"key", now())


async def flood(ours: IdentityProvider, provider: FalseProvider) -> list[Any]:
    """One more than may wait, while the provider does not answer."""
    provider.answers.clear()
    asking = [asyncio.create_task(ours.address(TRIP)) for _ in range(AT_ONCE + 1)]
    try:
        await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
    finally:
        provider.answers.set()
    return await asyncio.gather(*asking, return_exceptions=True)


def test_few_are_waited_for_at_once(settings: Settings, provider: FalseProvider) -> None:
    answers = awaited(flood(IdentityProvider(settings), provider))
    assert [type(each) for each in answers].count(BusyError) == 1
    assert sum(str(each).startswith(provider.issuer) for each in answers) == AT_ONCE, answers


def test_opening_the_way_again_and_again_asks_the_provider_once(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    for _ in range(2 * AT_ONCE):
        leave(browser, provider)
    assert len(provider.questions) == 1


def test_a_sign_in_that_began_once_is_not_answered_again_and_again(
    desk: Desk, provider: FalseProvider
) -> None:
    browser = desk.browser()
    state = leave(browser, provider)["state"]
    cookie = browser.cookies[TRIP_COOKIE]
    provider.nonce = "of somebody else"

    def again() -> int:
        browser.cookies.clear()
        browser.cookies.set(TRIP_COOKIE, cookie)
        return come_back(browser, code=CODE, state=state).status_code

    assert [again() for _ in range(ANSWERS)] == [502] * ANSWERS
    asked = len(provider.questions)
    assert again() == 429
    assert len(provider.questions) == asked


def test_who_is_turned_away_is_told_calmly(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object) -> str:
        raise BusyError

    monkeypatch.setattr(IdentityProvider, "address", busy)
    browser: TestClient = desk.browser()
    refused(browser.get(LEAVE), browser, 429, "Vänta en minut")
