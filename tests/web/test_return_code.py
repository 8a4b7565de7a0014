"""Coming back with a return code, and what is left of a case when its visitor leaves or erases."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import Mock

import httpx
import pytest
from starlette.testclient import TestClient

from bot.conversations.store import sender_of
from bot.intake import return_codes
from bot.intake.throttle import WRONG_CODES_PER_WINDOW
from bot.web.clock import now
from lab.desk import submit
from tests.support.desk import Desk, hand_over, lines_on, opened, write
from tests.web.conftest import StandInRasa

WRONG = "1234 5678 1234 5678"


@pytest.fixture
def code(client: TestClient, conversation: str) -> str:
    """The return code of a message that was left."""
    left = hand_over(client, conversation, "message", message="Ring mig inte").json()
    assert left["situation"] == {
        "state": "left",
        "place": None,
        "waits_too_long": False,
        "worker_is_in": False,
        "has_code": True,
    }
    return str(left["code"])


def come_back(client: TestClient, code: str) -> httpx.Response:
    answer: httpx.Response = client.post("/api/return", json={"code": code})
    return answer


def like(code: str) -> str:
    """A wrong code that begins as the right one does."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def is_gone(client: TestClient, conversation: str) -> bool:
    """Whether there is no case (any more); asked only where the stream is known to end."""
    return "event: gone" in client.post("/api/events", json={"conversation": conversation}).text


def cases(desk: Desk) -> int:
    [(count,)] = desk.sql("SELECT count(*) FROM cases")
    return int(count)


def test_a_code_has_sixteen_digits_in_groups_that_can_be_read(code: str) -> None:
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)


@pytest.mark.parametrize("typed", ["{}", " {} ", "without blanks", "with hyphens"])
def test_a_code_opens_its_case_in_a_new_conversation(
    desk: Desk, client: TestClient, conversation: str, code: str, typed: str
) -> None:
    changed = {"without blanks": code.replace(" ", ""), "with hyphens": code.replace(" ", "-")}
    back = come_back(client, changed.get(typed, typed.format(code)))
    assert back.status_code == 200
    new = back.json()["conversation"]
    assert new != conversation
    assert write(client, new, "Jag är tillbaka").json()["stored"] > 0
    said = [text for _, text in lines_on(desk.signed_in("Anna").get("/desk/cases/1"))]
    assert said == ["Ring mig inte", "Jag är tillbaka"]


def test_the_old_conversation_has_no_case_any_more(
    client: TestClient, rasa: StandInRasa, conversation: str, code: str
) -> None:
    come_back(client, code)
    assert is_gone(client, conversation)
    assert write(client, conversation, "hej").json()["stored"] is None
    assert [each["sender"] for each in rasa.heard] == [sender_of(conversation)]


@pytest.mark.parametrize(("is_somebody_in", "state"), [(True, "waiting"), (False, "left")])
def test_who_comes_back_stands_in_line_if_somebody_is_there(
    desk: Desk, client: TestClient, code: str, is_somebody_in: bool, state: str
) -> None:
    if is_somebody_in:
        desk.signed_in("Anna")
    assert come_back(client, code).status_code == 200
    assert desk.sql("SELECT state FROM cases") == [(state,)]


def test_a_wrong_code_says_where_a_human_is(desk: Desk, client: TestClient, code: str) -> None:
    for wrong in (WRONG, "", "1234", "å" * 16, "٣" * 16, code[:-1], f"{code}0"):
        refused = come_back(client, wrong)
        assert refused.status_code == 404
        assert "112" in refused.json()["error"]["text"]
        assert "Vägvalet" in refused.json()["error"]["text"]
    assert come_back(client, code).status_code == 200


def test_after_ten_wrong_codes_nobody_gets_a_try_with_one_that_begins_alike_not_even_the_right_one(
    desk: Desk, client: TestClient, code: str
) -> None:
    wrong = like(code)
    for _ in range(WRONG_CODES_PER_WINDOW):
        assert come_back(client, wrong).status_code == 404
    for each in (wrong, code):
        refused = come_back(desk.browser(), each)
        assert refused.status_code == 429
        assert "112" in refused.json()["error"]["text"]
    earlier = (now() - timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    desk.sql("UPDATE attempts SET until = :until", until=earlier)
    assert come_back(client, code).status_code == 200


def test_wrong_codes_lock_out_nobody_whose_code_begins_otherwise(client: TestClient, code: str) -> None:
    for number in range(3 * WRONG_CODES_PER_WINDOW):
        beginning = (int(code[:4]) + 1 + number % 9) % 10_000
        assert come_back(client, f"{beginning:04} 0000 0000 0000").status_code in (404, 429)
    assert come_back(client, code).status_code == 200


def test_a_wrong_code_is_not_hashed(client: TestClient, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hashing = Mock()
    monkeypatch.setattr(return_codes, "hashed", hashing)
    assert come_back(client, like(code)).status_code == 404
    hashing.assert_not_called()


def test_many_wrong_codes_at_the_same_time_are_no_way_around_that(client: TestClient) -> None:
    with ThreadPoolExecutor(15) as pool:
        answers = list(pool.map(lambda number: come_back(client, f"{number:016}"), range(15)))
    found = [answer.status_code for answer in answers]
    assert set(found) <= {404, 429}
    assert found.count(404) <= WRONG_CODES_PER_WINDOW


def test_a_code_can_be_had_for_a_case_that_waits_and_an_earlier_one_stops_working(
    desk: Desk, client: TestClient
) -> None:
    desk.signed_in("Anna")
    case = opened(desk, client)
    first, second = (
        client.post("/api/return-code", json={"conversation": case.conversation}).json()["code"]
        for _ in range(2)
    )
    assert come_back(client, first).status_code == 404
    assert come_back(client, second).status_code == 200


def test_there_is_no_code_without_a_case(client: TestClient, conversation: str) -> None:
    refused = client.post("/api/return-code", json={"conversation": conversation})
    assert refused.status_code == 404
    assert refused.json()["error"]["code"] == "no_case"


def test_leaving_without_a_code_erases_what_nobody_could_come_back_to(
    desk: Desk, client: TestClient, rasa: StandInRasa
) -> None:
    desk.signed_in("Anna")
    case = opened(desk, client, message="Är någon där?")
    assert client.post("/api/leave", json={"conversation": case.conversation}).status_code == 200
    assert cases(desk) == 0
    assert desk.sql("SELECT * FROM messages") == []
    assert rasa.forgotten == [sender_of(case.conversation)]
    assert is_gone(client, case.conversation)


def test_leaving_with_a_code_keeps_the_case_and_forgets_the_conversation(
    desk: Desk, client: TestClient, rasa: StandInRasa, conversation: str, code: str
) -> None:
    for _ in range(2):
        assert client.post("/api/leave", json={"conversation": conversation}).status_code == 200
    assert set(rasa.forgotten) == {sender_of(conversation)}
    assert is_gone(client, conversation)
    assert cases(desk) == 1
    assert come_back(client, code).status_code == 200


def test_erasing_removes_the_case_and_its_code_whoever_has_it(
    desk: Desk, client: TestClient, rasa: StandInRasa, conversation: str, code: str
) -> None:
    anna = desk.signed_in("Anna")
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/messages", text="Hej", id="1")
    for _ in range(2):
        assert client.post("/api/forget", json={"conversation": conversation}).status_code == 200
    assert [desk.sql(f"SELECT * FROM {table}") for table in ("cases", "messages")] == [[], []]
    assert set(rasa.forgotten) == {sender_of(conversation)}
    assert is_gone(client, conversation)
    assert come_back(client, code).status_code == 404


def test_a_case_is_erased_also_while_rasa_is_down_and_erased_is_not_yet_said(
    desk: Desk, client: TestClient, rasa: StandInRasa, conversation: str, code: str
) -> None:
    rasa.error = httpx.ConnectError("down")
    assert client.post("/api/forget", json={"conversation": conversation}).status_code == 503
    assert cases(desk) == 0
    rasa.error = None
    assert client.post("/api/forget", json={"conversation": conversation}).status_code == 200
    assert rasa.forgotten == [sender_of(conversation)]
