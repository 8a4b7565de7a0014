"""Staff of a municipality that the installation no longer serves."""

import pytest
from starlette.testclient import TestClient

from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.desk import sign_in
from lab.desk import Account, give_password, make_account
from lab.profiles import always_open
from tests.support.desk import COOKIE, ORIGIN, Desk


@pytest.fixture
def profiles() -> Profiles:
    return Profiles(always_open("eskilstuna"), always_open("botkyrka"))


def test_staff_of_a_municipality_that_is_served_no_more_are_signed_out(
    desk: Desk, web_settings: Settings
) -> None:
    browser = desk.signed_in("Bo", municipality="botkyrka")
    app = create_app(web_settings, Profiles(always_open("eskilstuna")))
    with TestClient(app, base_url="https://testserver", cookies=dict(browser.cookies)) as later:
        assert later.get("/desk/", follow_redirects=False).headers["location"] == "/desk/sign-in"


def test_who_knows_the_password_of_such_an_account_is_told_why_it_opens_nothing(
    desk: Desk, web_settings: Settings
) -> None:
    account = make_account(desk.case_store, "Bo", municipality="botkyrka")
    app = create_app(web_settings, Profiles(always_open("eskilstuna")))
    with TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}) as later:
        assert sign_in.WRONG in give_password(later, Account("Bo", "wrong")).text
        answer = give_password(later, account)
        assert (answer.status_code, sign_in.NOT_SERVED in answer.text) == (403, True)
        assert COOKIE not in later.cookies
