"""Where the municipality wants its own accounts alone, no password of ours opens anything."""

from collections.abc import Iterator

import pytest

from bot.municipality import Profiles
from bot.settings import Settings
from lab.desk import give_password, make_account
from tests.support.desk import COOKIE, Desk
from tests.web.conftest import StandInRasa


@pytest.fixture
def off(web_settings: Settings) -> Settings:
    return web_settings.model_copy(update={"local_accounts": False, "oidc_issuer": "https://id.example.se"})


@pytest.fixture
def closed(desk: Desk, off: Settings, profiles: Profiles, rasa: StandInRasa) -> Iterator[Desk]:
    """The same desk, started again with local accounts switched off."""
    with Desk(off, profiles, rasa.handle) as closed:
        yield closed


def test_there_is_no_form_and_the_other_way_is_shown(closed: Desk) -> None:
    page = closed.browser().get("/desk/sign-in").text
    assert "Logga in med kommunens konto" in page
    assert "<form" not in page
    assert "Lösenord" not in page


def test_the_right_password_is_refused_calmly_and_not_even_looked_at(desk: Desk, closed: Desk) -> None:
    answer = give_password(closed.browser(), make_account(desk.case_store, "Anna"))
    assert answer.status_code == 403
    assert "Här loggar du in med kommunens konto" in answer.text
    assert desk.sql("SELECT count(*) FROM attempts") == [(0,)]


def test_a_code_after_a_password_is_refused(desk: Desk, closed: Desk) -> None:
    half, browser = desk.browser(), closed.browser()
    give_password(half, make_account(desk.case_store, "Anna"))
    browser.cookies.set(COOKIE, half.cookies[COOKIE])
    for answer in (
        browser.get("/desk/code", follow_redirects=False),
        browser.post("/desk/code", data={"code": "123456"}, follow_redirects=False),
    ):
        assert answer.headers["location"] == "/desk/sign-in"


def test_open_sessions_of_local_accounts_end(desk: Desk, closed: Desk) -> None:
    anna, browser = desk.signed_in("Anna"), closed.browser()
    assert anna.get("/desk/").status_code == 200
    browser.cookies.set(COOKIE, anna.cookies[COOKIE])
    assert browser.get("/desk/polls/queue").status_code == 403
    assert desk.sql("SELECT count(*) FROM desk_sessions") == [(0,)]
