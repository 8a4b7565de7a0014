"""When something is broken or turned off, the plain pages say so and where a human is, and lose no word."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from bot.intake import return_codes
from bot.municipality import Profiles
from bot.settings import Settings
from bot.web.app import create_app
from tests.support.desk import Desk
from tests.support.plain_pages import CASE, READ, WRITE, come_back, leave_message, read, send


def lose_cases(desk: Desk) -> None:
    """A database that does not do what it should."""
    desk.sql("ALTER TABLE cases RENAME TO elsewhere")


def find_cases(desk: Desk) -> None:
    """It works again."""
    desk.sql("ALTER TABLE elsewhere RENAME TO cases")


def test_without_a_database_the_pages_are_shown_and_what_is_sent_is_given_back(
    desk: Desk, client: TestClient
) -> None:
    page, code = client.get(WRITE), read(leave_message(client, "Hej")).code
    lose_cases(desk)
    assert client.get(WRITE).status_code == client.get(READ).status_code == 200
    failed = send(client, page, message="Mitt meddelande", contact="hos mormor")
    typed = read(failed).fields
    assert (typed["message"], typed["contact"]) == ("Mitt meddelande", "hos mormor")
    lost = come_back(client, code)
    assert read(lost).fields["code"] == code
    for answer in (failed, lost):
        assert answer.status_code == 503
        assert "Inget är ditt fel." in read(answer).text
        assert "ring 112" in read(answer).text
        assert "Vägvalet" in read(answer).text
    find_cases(desk)
    assert read(send(client, failed)).code
    assert send(client, lost).status_code == 200


def test_a_reply_that_could_not_be_stored_stays_and_is_sent_once_when_it_can(
    desk: Desk, client: TestClient
) -> None:
    page = come_back(client, read(leave_message(client, "Hej")).code)
    lose_cases(desk)
    failed = send(client, page, text="Ett svar")
    looked = send(client, page, CASE, text="Ett svar")
    erased = send(client, page, f"{CASE}/radera", text="Ett svar", sure="yes")
    for answer in (failed, looked, erased):
        assert answer.status_code == 503
        assert read(answer).fields["text"] == "Ett svar"
        assert "ring 112" in read(answer).text
    find_cases(desk)
    for _ in range(2):
        assert "Meddelandet är skickat." in read(send(client, failed)).text
    assert desk.sql("SELECT count(*) FROM messages") == [(2,)]


def test_what_the_database_failed_with_is_logged_without_what_was_typed(
    desk: Desk, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.get(WRITE)
    lose_cases(desk)
    send(client, page, message="Papegojan", contact="Kakaduan")
    [record] = [each for each in caplog.records if each.message == "The database failed a form."]
    assert record.exc_info
    assert "Papegojan" not in str(record.exc_info[1])


def test_a_fault_nobody_thought_of_is_a_calm_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("Papegojan")

    monkeypatch.setattr(return_codes, "new_code", broken)
    answer = leave_message(client, "Hej")
    assert answer.status_code == 500
    assert "Något blev fel." in read(answer).text
    assert "ring 112" in read(answer).text
    assert "Papegojan" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", CASE, 405), ("GET", f"{CASE}/skicka", 405), ("PUT", WRITE, 405), ("GET", f"{WRITE}/x", 404)],
)
def test_an_address_that_is_none_leads_on(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert f'href="{WRITE}?municipality=eskilstuna"' in answer.text
    assert "ring 112" in read(answer).text


class TestTurnedOff:
    @pytest.fixture
    def code(self, desk: Desk) -> str:
        """Of a message that was left before."""
        return read(leave_message(desk.browser(), "Hej")).code

    @pytest.fixture
    def visitor(self, web_settings: Settings, profiles: Profiles, code: str) -> Iterator[TestClient]:
        """Of the front after it was turned off."""
        with TestClient(
            create_app(web_settings.model_copy(update={"turned_off": True}), profiles)
        ) as visitor:
            yield visitor

    def test_no_message_is_taken_and_what_was_typed_stays(self, desk: Desk, visitor: TestClient) -> None:
        page = read(desk.browser().get(WRITE))
        assert "Roboten är avstängd" in read(visitor.get(WRITE)).text
        assert "<form" not in visitor.get(WRITE).text
        refused = visitor.post(WRITE, data={**page.fields, "message": "Mitt meddelande"})
        assert refused.status_code == 503
        assert read(refused).fields["message"] == "Mitt meddelande"
        assert desk.sql("SELECT count(*) FROM cases") == [(1,)]

    def test_who_has_a_code_reads_and_writes_as_usual(self, visitor: TestClient, code: str) -> None:
        page = come_back(visitor, code)
        assert "Meddelandet är skickat." in read(send(visitor, page, text="Jag är kvar")).text
