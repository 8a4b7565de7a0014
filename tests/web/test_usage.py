"""What is counted of a visit: sums, once each, and nothing that tells who, when, or in which order."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.intake import counts
from bot.intake.counts import DETAILS, NOTHING
from bot.intake.models import Kind
from bot.municipality.topics import topics
from bot.privacy import logs
from bot.settings import Settings
from lab.desk import submit
from tests.support.desk import Desk, hand_over, opened, write
from tests.web.conftest import StandInRasa

ANSWERS: dict[str, list[dict[str, Any]]] = {
    "topic": [{"text": "Nej."}, {"text": "Inte alls.", "response": "utter_faq/no_informing"}],
    "leave": [{"text": "Bra.", "response": "utter_want_to_leave"}],
    "danger": [{"text": "Ring 112.", "response": "utter_danger", "kind": "danger"}],
    "lost": [{"text": "Va?", "response": "utter_not_understood", "kind": "not_understood"}],
    "begin": [{"text": "Fråga 1", "self_check": "started"}],
    "end": [{"text": "Klart.", "kind": "outcome", "outcome": "unclear"}],
    "again": [{"text": "Nej.", "response": "utter_faq/no_informing", "again": True}],
    "made up": [{"text": "Hm.", "response": "utter_faq/Papegojan", "outcome": "Papegojan"}],
}


@pytest.fixture
def rasa() -> StandInRasa:
    return StandInRasa(answer=lambda text: ANSWERS.get(text, ANSWERS["topic"]))


Counted = Callable[[], dict[tuple[str, str], int]]


@pytest.fixture
def counted(desk: Desk) -> Counted:
    """What stands in the table when the front has stopped."""

    def read() -> dict[tuple[str, str], int]:
        desk.stop()
        found = desk.sql("SELECT kind, detail, number FROM counts WHERE kind <> 'hour'")
        return {(kind, detail): number for kind, detail, number in found}

    return read


def said(client: TestClient, *texts: str) -> str:
    conversation: str = client.post("/api/conversations").json()["conversation"]
    for number, text in enumerate(texts):
        assert write(client, conversation, text, str(number)).status_code == 200
    return conversation


def test_an_answer_is_counted_by_what_it_is(desk: Desk, counted: Counted) -> None:
    said(desk.browser(), "topic", "topic", "leave", "danger", "lost", "begin", "end")
    assert counted() == {
        ("topic", "faq/no_informing"): 2,
        ("topic", "want_to_leave"): 1,
        ("danger", ""): 1,
        ("not_understood", ""): 1,
        ("self_check_started", ""): 1,
        ("self_check_ended", "unclear"): 1,
    }
    [(messages,)] = desk.sql("SELECT sum(number) FROM counts WHERE kind = 'hour'")
    assert messages == 7


def test_a_message_sent_again_is_not_counted_again(desk: Desk, counted: Counted) -> None:
    said(desk.browser(), "topic", "again", "again")
    assert counted() == {("topic", "faq/no_informing"): 1}


def test_what_is_no_topic_or_outcome_of_ours_is_not_counted(desk: Desk, counted: Counted) -> None:
    said(desk.browser(), "made up")
    assert counted() == {}


def test_of_all_this_the_visitors_page_sees_nothing(desk: Desk) -> None:
    visitor = desk.browser()
    conversation = said(visitor)
    for number, text in enumerate(("again", "end", "begin", "leave")):
        for message in write(visitor, conversation, text, str(number)).json()["messages"]:
            assert set(message) == {"text", "buttons", "sources", "kind", "lang"}


def test_the_way_to_a_human_is_counted(desk: Desk, counted: Counted) -> None:
    anna = desk.signed_in("Anna")
    visitor = desk.browser()
    case = opened(desk, visitor)
    hand_over(visitor, case.conversation)  # asked again: there is still one case
    for _ in range(2):
        submit(anna, f"{case.path}/take")
    left = visitor.post("/api/conversations").json()["conversation"]
    code = hand_over(visitor, left, "message", message="Ring mig inte").json()["code"]
    assert visitor.post("/api/return", json={"code": "0" * 16}).status_code == 404
    assert visitor.post("/api/return", json={"code": code}).status_code == 200
    assert counted() == {
        ("human_asked", ""): 1,
        ("taken", ""): 1,
        ("waited", "0"): 1,
        ("message_left", ""): 1,
        ("returned", ""): 1,
    }


def test_what_staff_do_and_try_counts_nothing(desk: Desk, counted: Counted) -> None:
    anna = desk.signed_in("Anna")
    submit(anna, "/desk/try", text="måste man tjalla")
    for path in ("/desk/", "/desk/report", "/desk/report.csv"):
        assert anna.get(path).status_code == 200
    assert counted() == {}


class TestTurnedOff:
    @pytest.fixture
    def web_settings(self, web_settings: Settings) -> Settings:
        return web_settings.model_copy(update={"turned_off": True})

    def test_nothing_is_counted(self, desk: Desk, counted: Counted) -> None:
        visitor = desk.browser()
        assert visitor.post("/api/conversations").status_code == 503
        assert write(visitor, "eskilstuna." + "x" * 32, "topic").status_code == 503
        assert counted() == {}
        assert desk.sql("SELECT * FROM counts") == []


def test_no_row_and_no_log_tells_more_than_kinds_known_details_and_numbers(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.configure()
    visitor = desk.browser()
    token = said(visitor, "topic", "danger", "Jag heter Qvarzilina", "made up", "end")
    code = hand_over(visitor, token, "message", message="Qvarzilina", contact="070-1740605").json()["code"]
    assert visitor.post("/api/return", json={"code": code}).status_code == 200
    write_down = counts.add
    monkeypatch.setattr(counts, "add", broken)
    desk.flush()
    monkeypatch.setattr(counts, "add", write_down)
    desk.stop()
    rows = desk.sql("SELECT day, municipality, kind, detail, number FROM counts")
    assert len(rows) > 5
    for day, municipality, kind, detail, number in rows:
        assert date.fromisoformat(str(day)).isoformat() == str(day)
        assert municipality == "eskilstuna"
        assert detail in (topics() if kind == Kind.TOPIC.value else DETAILS.get(Kind(kind), {NOTHING}))
        assert 0 < number < 10
        assert kind not in ("hour", "waited") or str(day).endswith("-01")
    log = capsys.readouterr().err
    assert "Figures could not be written." in log
    for secret in ("Qvarz", "1740605", token, token.partition(".")[2], code, "no_informing"):
        assert secret not in log + json.dumps([str(row) for row in rows if row[2] != "topic"])
    assert not re.search(r"counts\.add.*\[", log)


def broken(*_: object) -> None:
    raise OperationalError("INSERT faq/no_informing", {"kind": "topic"}, Exception("Qvarzilina"))


def test_what_could_not_be_written_is_written_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said(desk.browser(), "topic")
    with monkeypatch.context() as patch:
        patch.setattr(counts, "add", broken)
        desk.flush()
    assert desk.sql("SELECT * FROM counts") == []
    desk.flush()
    desk.flush()
    assert desk.sql("SELECT number FROM counts WHERE kind = 'topic'") == [(1,)]


def test_nothing_is_written_at_the_moment_of_a_message(desk: Desk) -> None:
    said(desk.browser(), "topic")
    assert desk.sql("SELECT * FROM counts") == []
