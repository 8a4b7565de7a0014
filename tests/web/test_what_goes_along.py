"""What goes along to a human: the visitor reads it first, exactly as the worker will."""

import pytest
from starlette.testclient import TestClient

from tests.support.desk import Desk, opened, write

SAID = [
    {"by": "you", "text": "jag heter Kim"},
    {"by": "bot", "text": "Kim är ett namn. Skriv inga namn."},
    {"by": "you", "text": "ring 070-174 06 35"},
]
SHOWN = [
    {"by": "you", "text": "jag heter [person]"},
    {"by": "bot", "text": "Kim är ett namn. Skriv inga namn."},
    {"by": "you", "text": "ring [telefonnummer]"},
]


def preview(client: TestClient, conversation: str) -> tuple[int, object]:
    answer = client.post("/api/hand-over/preview", json={"conversation": conversation, "shared": SAID})
    return answer.status_code, answer.json().get("shared")


def test_the_visitor_sees_names_and_numbers_of_their_own_lines_hidden_before_handing_over(
    client: TestClient, conversation: str
) -> None:
    assert preview(client, conversation) == (200, SHOWN)


@pytest.mark.parametrize("way", ["live", "message"])
def test_the_worker_reads_what_the_visitor_was_shown_and_no_name(
    desk: Desk, client: TestClient, way: str
) -> None:
    anna = desk.signed_in("Anna")
    page = anna.get(opened(desk, client, way, shared=SAID).path).text
    assert [line["text"] for line in SHOWN if line["text"] not in page] == []
    assert "jag heter Kim" not in page
    assert "174 06 35" not in page


def test_who_asks_for_a_preview_more_than_twenty_times_a_minute_waits(
    client: TestClient, conversation: str
) -> None:
    asked = [preview(client, conversation)[0] for _ in range(21)]
    assert asked == [200] * 20 + [429]


def test_whoever_has_looked_too_often_can_still_write(client: TestClient, conversation: str) -> None:
    for _ in range(20):
        assert preview(client, conversation)[0] == 200
    assert write(client, conversation, "hej").status_code == 200
