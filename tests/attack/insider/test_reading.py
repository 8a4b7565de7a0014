"""A worker follows cases that are not theirs: each is recorded, with the reason, or not shown."""

import pytest
from starlette.testclient import TestClient

from lab.desk import submit
from tests.support.desk import Desk, Opened, lines_on, opened

WORDS = "Papegoja"
REASON = "Kollegan bad mig läsa"


def readings(desk: Desk) -> list[tuple[str, str, str]]:
    """Who read a case, how, and why."""
    chosen = "SELECT actor, action, detail FROM audit WHERE action LIKE 'case_read%' ORDER BY id"
    return [(actor, action, detail or "") for actor, action, detail in desk.sql(chosen)]


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    return desk.signed_in("Anna")


@pytest.fixture
def annas(desk: Desk, client: TestClient, anna: TestClient) -> Opened:
    """A case that Anna has."""
    case = opened(desk, client, message=WORDS)
    submit(anna, f"{case.path}/take")
    return case


@pytest.fixture
def poll(annas: Opened) -> str:
    return f"/desk/polls/cases/{annas.number}"


def test_a_case_that_a_colleague_has_is_not_shown_without_a_reason(
    desk: Desk, annas: Opened, poll: str
) -> None:
    bo = desk.signed_in("Bo")
    page = bo.get(annas.path)
    assert WORDS not in page.text
    assert "Varför behöver du läsa det?" in page.text
    refused = bo.get(poll)
    assert refused.status_code == 409
    assert WORDS not in refused.text
    assert "Bo" not in {actor for actor, *_ in readings(desk)}


def test_a_stated_reason_is_kept_and_opens_this_case_alone(
    desk: Desk, client: TestClient, anna: TestClient, annas: Opened, poll: str
) -> None:
    other = opened(desk, client, message=WORDS)
    submit(anna, f"{other.path}/take")
    bo = desk.signed_in("Bo")
    assert submit(bo, f"{annas.path}/reason", reason=REASON).headers["location"] == annas.path
    assert lines_on(bo.get(annas.path))[0] == ("visitor", WORDS)
    assert bo.get(poll).status_code == 200
    assert readings(desk)[-1] == ("Bo", "case_read_for_reason", REASON)
    assert WORDS not in bo.get(other.path).text


@pytest.mark.parametrize("reason", ["", "   ", "jaha", "x" * 201])
def test_a_reason_says_something(desk: Desk, annas: Opened, reason: str) -> None:
    bo = desk.signed_in("Bo")
    assert submit(bo, f"{annas.path}/reason", reason=reason).status_code == 400
    assert WORDS not in bo.get(annas.path).text


def test_a_page_that_was_open_shows_nothing_more_once_a_colleague_takes_the_case(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case = opened(desk, client, message=WORDS)
    poll = f"/desk/polls/cases/{case.number}"
    bo = desk.signed_in("Bo")
    assert bo.get(poll).status_code == 200
    submit(anna, f"{case.path}/take")
    assert bo.get(poll).status_code == 409


def test_each_session_leaves_a_trace_of_each_case_and_a_poll_is_no_way_around(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case = opened(desk, client, message=WORDS)
    for _ in range(3):
        anna.get(f"/desk/polls/cases/{case.number}")
        anna.get(case.path)
    assert readings(desk) == [("Anna", "case_read", "")]
    desk.sql("DELETE FROM desk_sessions")
    desk.sql("UPDATE staff SET name = 'Alva' WHERE name = 'Anna'")  # so that Anna can be added once more
    desk.signed_in("Anna").get(f"/desk/polls/cases/{case.number}")
    assert readings(desk) == [("Anna", "case_read", "")] * 2


def test_a_closed_case_is_read_on_by_whoever_closed_it_and_by_others_for_a_reason(
    desk: Desk, anna: TestClient, annas: Opened
) -> None:
    submit(anna, f"{annas.path}/end")
    assert WORDS in anna.get(annas.path).text
    bo = desk.signed_in("Bo")
    assert WORDS not in bo.get(annas.path).text
    submit(bo, f"{annas.path}/reason", reason=REASON)
    assert WORDS in bo.get(annas.path).text


def test_a_case_put_back_and_taken_by_a_colleague_is_no_longer_the_former_holders(
    desk: Desk, anna: TestClient, annas: Opened, poll: str
) -> None:
    submit(anna, f"{annas.path}/put-back")
    assert anna.get(poll).status_code == 200
    submit(desk.signed_in("Bo"), f"{annas.path}/take")
    assert anna.get(poll).status_code == 409
    assert WORDS not in anna.get(annas.path).text


def test_a_case_whose_worker_has_left_can_be_taken_without_being_read_first(
    desk: Desk, annas: Opened
) -> None:
    desk.sql("UPDATE desk_sessions SET seen_at = '2026-01-01 00:00:00.000000'")
    bo = desk.signed_in("Bo")
    page = bo.get(annas.path)
    assert WORDS not in page.text
    assert "Ta ärendet" in page.text
    submit(bo, f"{annas.path}/take")
    assert WORDS in bo.get(annas.path).text


def test_no_reason_opens_another_municipalitys_case(desk: Desk, annas: Opened) -> None:
    bo = desk.signed_in("Bo")
    desk.sql("UPDATE cases SET municipality = 'botkyrka'")
    assert submit(bo, f"{annas.path}/reason", reason=REASON).status_code == 404
    assert readings(desk)[-1][0] == "Anna"
