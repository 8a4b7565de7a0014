"""Signing in with the municipality's account: what is asked of the provider, who gets in, and with what."""

from bot.intake.models import Role
from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.desk.provider import BACK
from bot.web.desk.round_trip import COOKIE as TRIP_COOKIE
from lab.desk import Account, csrf_on, give_password, make_account
from tests.support.desk import COOKIE, ORIGIN, Desk
from tests.support.false_provider import FalseProvider
from tests.support.provider_way import CODE, LEAVE, come_back, is_in, leave, refused, sign_in
from tests.web.conftest import StandInRasa

NAME = "Hemlige Hemliggren"


def test_the_provider_is_asked_with_state_nonce_and_a_challenge(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    told = leave(browser, provider)
    assert told["response_type"] == "code"
    assert told["redirect_uri"] == f"{ORIGIN}{BACK}"
    assert told["scope"] == "openid profile"
    assert told["code_challenge_method"] == "S256"
    assert len({told["state"], told["nonce"], told["code_challenge"]}) == 3
    come_back(browser, code=CODE, state=told["state"])
    [asked] = provider.asked
    assert asked["code"] == [CODE]
    assert asked["redirect_uri"] == [told["redirect_uri"]]
    assert len(asked["code_verifier"][0]) == 64


def test_groups_are_asked_for_where_the_provider_has_them(desk: Desk, provider: FalseProvider) -> None:
    provider.about = {"scopes_supported": ["openid", "groups"]}
    assert leave(desk.browser(), provider)["scope"] == "openid profile groups"


def test_the_cookie_of_the_way_is_for_us_alone_and_for_ten_minutes(desk: Desk) -> None:
    answer = desk.browser().get(LEAVE, follow_redirects=False)
    pair, *attributes = answer.headers["set-cookie"].split("; ")
    assert pair.partition("=")[0] == TRIP_COOKIE
    assert TRIP_COOKIE.startswith("__Host-")
    said = {each.lower() for each in attributes}
    assert said == {"max-age=600", "path=/", "secure", "httponly", "samesite=lax"}


def test_whom_the_provider_vouches_for_is_in_and_has_our_session(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    answer = sign_in(browser, provider)
    assert answer.status_code == 200  # no redirect: tests/web/test_provider_in_a_browser.py shows why
    assert '<meta http-equiv="refresh" content="0; url=/desk/">' in answer.text
    assert TRIP_COOKIE not in browser.cookies
    assert is_in(browser)
    assert f"{NAME}, handläggare" in browser.get("/desk/").text


def test_rights_that_are_taken_away_end_what_is_open_at_the_next_try(
    desk: Desk, provider: FalseProvider
) -> None:
    here, there = desk.browser(), desk.browser()
    sign_in(here, provider)
    assert is_in(here)
    provider.claims = {"groups": []}
    refused(sign_in(there, provider), there, 403, "ingen roll")
    assert not is_in(here)


def test_a_new_role_counts_at_the_next_sign_in_and_ends_what_is_open(
    desk: Desk, provider: FalseProvider
) -> None:
    worker, administrator = desk.browser(), desk.browser()
    sign_in(worker, provider)
    provider.claims = {"groups": ["administratörer"]}
    sign_in(administrator, provider)
    assert administrator.get("/desk/").url.path == "/desk/audit"
    assert not is_in(worker)


def test_a_password_and_a_code_never_open_a_providers_account(desk: Desk, provider: FalseProvider) -> None:
    browser = desk.browser()
    sign_in(browser, provider)
    for password in ("none", "x"):
        assert give_password(desk.browser(), Account(NAME, password)).status_code == 403
    form = {"csrf": csrf_on(browser.get("/desk/").text), "code": "123456"}
    for answer in (
        browser.get("/desk/code", follow_redirects=False),
        browser.post("/desk/code", data=form, follow_redirects=False),
    ):
        assert answer.headers["location"] == "/desk/sign-in"


def test_a_local_account_of_the_same_name_stays_another(desk: Desk, provider: FalseProvider) -> None:
    make_account(desk.case_store, NAME, Role.ADMINISTRATOR)
    browser = desk.browser()
    sign_in(browser, provider)
    assert f"{NAME} 2, handläggare" in browser.get("/desk/").text


def test_where_there_is_no_provider_its_addresses_lead_to_the_sign_in(
    web_settings: Settings, profiles: Profiles, rasa: StandInRasa
) -> None:
    with Desk(web_settings, profiles, rasa.handle) as desk:
        browser = desk.browser()
        assert "kommunens konto" not in browser.get("/desk/sign-in").text
        for path in (LEAVE, BACK):
            assert browser.get(path, follow_redirects=False).headers["location"] == "/desk/sign-in"


def test_switching_the_provider_off_ends_what_was_opened_by_it(
    desk: Desk, provider: FalseProvider, web_settings: Settings, profiles: Profiles, rasa: StandInRasa
) -> None:
    browser = desk.browser()
    sign_in(browser, provider)
    with Desk(web_settings, profiles, rasa.handle) as without:
        later = without.browser()
        later.cookies.set(COOKIE, browser.cookies[COOKIE])
        assert not is_in(later)
