"""The address that leads away: at once, to a neutral page, and with nothing left that Back could show."""

import re

import httpx
import pytest
from starlette.testclient import TestClient

from bot.municipality import Profile, Profiles
from lab.profiles import always_open
from tests.support.desk import Desk
from tests.support.plain_pages import WRITE

PATH = "/lamna-sidan"


@pytest.fixture
def profiles(profile: Profile) -> Profiles:
    other = always_open("botkyrka").model_copy(update={"exit_page": "https://other.example/"})
    return Profiles(profile, other)


def leads_to(answer: httpx.Response) -> str:
    """Where the browser goes at once."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


@pytest.mark.parametrize("asked", ["", "?municipality=eskilstuna", "?municipality=ingenstans", "?x=1"])
def test_it_leads_to_the_exit_page_whatever_is_asked(
    client: TestClient, profile: Profile, asked: str
) -> None:
    answer = client.get(f"{PATH}{asked}")
    assert answer.status_code == 200
    assert leads_to(answer) == profile.exit_page
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_each_municipality_has_its_own(client: TestClient) -> None:
    assert leads_to(client.get(f"{PATH}?municipality=botkyrka")) == "https://other.example/"


def test_the_page_in_between_says_nothing_of_where_one_was(client: TestClient, profile: Profile) -> None:
    page = client.get(PATH).text
    assert "<title>Ny flik</title>" in page
    for word in (profile.name, profile.reception.name, "krimin", "112"):
        assert word not in page


def test_the_browser_is_asked_to_forget_our_pages_and_nobody_is_signed_out(desk: Desk) -> None:
    worker = desk.signed_in("Anna")
    for path in (PATH, f"{PATH}/blank.css"):
        assert worker.get(path).headers["clear-site-data"] == '"cache", "storage"'
    assert "clear-site-data" not in worker.get(WRITE).headers
    assert worker.get("/desk/", follow_redirects=False).status_code == 200


def test_it_needs_no_database(desk: Desk) -> None:
    visitor = desk.browser()
    desk.sql("DROP TABLE messages")
    assert visitor.get(PATH).status_code == 200
