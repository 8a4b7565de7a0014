"""More than can be answered is said at once, and not answered too late."""

import pytest
from starlette.testclient import TestClient

from bot.web import pace
from bot.web.pace import Pace, TooFastError
from tests.web.conftest import StandInRasa


def test_as_many_as_may_wait_do_and_one_more_is_told() -> None:
    own = Pace(messages_per_minute=1_000)
    waiting = [own.waiting() for _ in range(pace.AT_ONCE)]
    for each in waiting:
        each.__enter__()
    with pytest.raises(TooFastError), own.waiting():
        pass
    waiting[0].__exit__(None, None, None)
    with own.waiting():
        pass


def test_one_that_broke_waits_no_more() -> None:
    own = Pace(messages_per_minute=1_000)
    for _ in range(2 * pace.AT_ONCE):
        with pytest.raises(ValueError, match="broken"), own.waiting():
            raise ValueError("broken")
    with own.waiting():
        pass


def test_who_would_wait_too_long_is_told_where_a_human_is(
    client: TestClient, rasa: StandInRasa, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 0)
    refused = client.post("/api/messages", json={"conversation": conversation, "id": "1", "text": "hej"})
    assert refused.status_code == 429
    assert "112" in refused.json()["error"]["text"]
    assert rasa.heard == []
