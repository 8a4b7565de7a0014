"""Prova: staff see what a message is answered and why, and nothing of it is kept."""

from pathlib import Path

import httpx
import pytest

from bot.intake.models import Role
from lab.desk import submit
from tests.support.desk import Desk
from tests.web.conftest import StandInRasa

TEXT = "måste man tjalla på Papegojan"


@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_desk_may_try(desk: Desk, rasa: StandInRasa, role: Role) -> None:
    browser = desk.signed_in("Anna", role)
    assert "Besökarens meddelande" in browser.get("/desk/try").text
    page = submit(browser, "/desk/try", text=TEXT)
    assert page.status_code == 200
    assert rasa.tried == [TEXT]
    for shown in (
        "Nej. Du måste inte tjalla.", "Egna brott då?", "Överenskommelsen 2023, avsnitt 3",
        "faq/no_informing", "75 procent", "disclosure/personal", "faq/police_duty", "12 procent",
        "danger/threat", "1 procent",
    ):  # fmt: skip
        assert shown in page.text


def test_nothing_of_it_is_a_conversation_or_in_the_database(
    desk: Desk, rasa: StandInRasa, tmp_path: Path
) -> None:
    before = desk.signed_in("Anna")
    submit(before, "/desk/try", text=TEXT)
    assert rasa.heard == []
    assert [desk.sql(f"SELECT count(*) FROM {table}")[0][0] for table in ("cases", "messages")] == [0, 0]
    assert "Papegoj" not in repr(desk.sql("SELECT * FROM audit"))
    assert not any(b"Papegoj" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_is_tried_is_shown_as_text(desk: Desk) -> None:
    page = submit(desk.signed_in("Anna"), "/desk/try", text="<script>alert(1)</script>")
    assert "<script>alert" not in page.text


def test_a_silent_rasa_is_told_and_the_message_is_still_there(desk: Desk, rasa: StandInRasa) -> None:
    browser = desk.signed_in("Anna")
    rasa.error = httpx.ConnectError("down")
    page = submit(browser, "/desk/try", text=TEXT)
    assert page.status_code == 200
    assert "Roboten svarade inte" in page.text
    assert TEXT in page.text


def test_a_message_longer_than_a_visitor_may_send_is_refused(desk: Desk, rasa: StandInRasa) -> None:
    assert submit(desk.signed_in("Anna"), "/desk/try", text="x" * 1_001).status_code == 400
    assert rasa.tried == []


def test_who_is_not_signed_in_may_not(desk: Desk, rasa: StandInRasa) -> None:
    answer = desk.browser().post("/desk/try", data={"text": TEXT}, follow_redirects=False)
    assert answer.status_code in (303, 403)
    assert rasa.tried == []
