"""What goes wrong on the way to the provider and back: said calmly, nobody is in, no log line tells."""

import logging
import re

import pytest

from bot.municipality import Profiles
from bot.settings import Settings
from tests.support.desk import COOKIE, Desk
from tests.support.false_provider import FalseProvider
from tests.support.provider_way import CODE, LEAVE, SECRET, come_back, leave, refused, sign_in
from tests.web.conftest import StandInRasa


def test_an_answer_counts_once(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    state = leave(browser, provider)["state"]
    assert come_back(browser, code=CODE, state=state).status_code == 200
    browser.cookies.delete(COOKIE)
    refused(come_back(browser, code=CODE, state=state), browser, 400, "Börja om")
    assert len(provider.asked) == 1


def test_an_answer_counts_only_in_the_browser_that_asked(desk: Desk, provider: FalseProvider) -> None:
    asking, other, led = desk.browser(), desk.browser(), desk.browser()
    state = leave(asking, provider)["state"]
    refused(come_back(other, code=CODE, state=state), other, 400, "Börja om")
    leave(led, provider)
    refused(come_back(led, code=CODE, state=state), led, 400, "Börja om")
    refused(come_back(led), led, 400, "Börja om")
    assert provider.asked == []


def test_who_changes_their_mind_there_comes_back_calmly(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    answer = come_back(browser, error="access_denied", state=leave(browser, provider)["state"])
    refused(answer, browser, 403, "Inloggningen avbröts")


@pytest.mark.parametrize("given", [{}, {"code": ""}, {"error": "<b>x</b>"}])
def test_an_answer_without_a_code_lets_nobody_in(
    desk: Desk, provider: FalseProvider, given: dict[str, str]
) -> None:
    browser = desk.browser()
    answer = come_back(browser, **given, state=leave(browser, provider)["state"])
    refused(answer, browser, 502, "gick inte att lita på")
    assert "<b>" not in answer.text


def test_a_code_that_the_provider_does_not_know_lets_nobody_in(desk: Desk, provider: FalseProvider) -> None:
    provider.token_answer = (400, {"error": "invalid_grant"})
    browser = desk.browser()
    refused(sign_in(browser, provider), browser, 502, "gick inte att lita på")


def test_a_provider_that_is_down_is_said_calmly(
    settings: Settings, profiles: Profiles, rasa: StandInRasa
) -> None:
    with FalseProvider() as gone:
        pass
    with Desk(settings.model_copy(update={"oidc_issuer": gone.issuer}), profiles, rasa.handle) as desk:
        browser = desk.browser()
        refused(browser.get(LEAVE), browser, 503, "går inte att nå")


def test_a_provider_that_goes_down_on_the_way_is_said_calmly(desk: Desk, provider: FalseProvider) -> None:
    provider.token_answer = (503, {})
    browser = desk.browser()
    refused(sign_in(browser, provider), browser, 503, "går inte att nå")


@pytest.mark.parametrize(
    "about",
    [{"issuer": "https://somebody.else"}, {"token_endpoint": "ftp://127.0.0.1/token"}, {"jwks_uri": None}],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_believed(
    desk: Desk, provider: FalseProvider, about: dict[str, object]
) -> None:
    browser = desk.browser()
    state = leave(browser, provider)["state"]
    provider.about = about
    refused(come_back(browser, code=CODE, state=state), browser, 503, "går inte att nå")


def test_five_sign_ins_a_minute_for_one_person(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    for _ in range(5):
        assert sign_in(browser, provider).status_code == 200
    browser.cookies.delete(COOKIE)
    refused(sign_in(browser, provider), browser, 429, "Vänta en minut")


@pytest.mark.parametrize("claims", [{}, {"groups": []}, {"aud": "another"}])
def test_no_log_line_tells_who_or_with_what(
    desk: Desk, provider: FalseProvider, claims: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.claims = claims
    sign_in(desk.browser(), provider)
    assert "/.well-known/openid-configuration" in caplog.text  # it is listened to
    ours = re.sub(r"GET https://testserver\S+", "", caplog.text)  # the test's own browser logs where it goes
    for secret in (SECRET, CODE, provider.nonce, "197001019999", "Hemlig", "access-token"):
        assert secret not in ours
