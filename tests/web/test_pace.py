"""More than can be answered is said at once, and not answered too late."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack

import pytest
from anyio import wait_all_tasks_blocked
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from bot.limits import LONG
from bot.settings import Settings
from bot.web import pace
from bot.web.pace import LONG_REDACTION, PER_CONVERSATION, Pace, TooFastError
from tests.web.conftest import StandInRasa

SHORT_TEXT, LONG_TEXT = "hej", "å" * LONG


def in_a_loop(promise: Callable[[Pace], Coroutine[None, None, None]]) -> Callable[[], None]:
    """Runs a test beside the event loop that the browser's tests have."""

    def test() -> None:
        with start_blocking_portal() as portal:
            portal.call(promise, Pace(messages_per_minute=1_000))

    return test


async def has_turn(work: AbstractAsyncContextManager[None]) -> bool:
    try:
        async with work:
            return True
    except TooFastError:
        return False


async def is_let_through(own: Pace, text: str) -> bool:
    return await has_turn(own.waiting(text))


async def may_send(own: Pace, conversation: str) -> bool:
    try:
        await own.check(conversation)
    except TooFastError:
        return False
    return True


@in_a_loop
async def test_twenty_messages_of_one_sender_pass_and_a_hundred_more_take_nobody_elses_place(
    _: Pace,
) -> None:
    own = Pace(messages_per_minute=30)
    one = [await may_send(own, "one") for _ in range(120)]
    assert one == [True] * 20 + [False] * 100
    others = [await may_send(own, f"other {number}") for number in range(11)]
    assert others == [True] * 10 + [False], "all together have thirty a minute"


@in_a_loop
async def test_as_many_as_may_wait_do_and_one_more_is_told(own: Pace) -> None:
    async with AsyncExitStack() as others:
        for _ in range(pace.AT_ONCE):
            await others.enter_async_context(own.waiting(SHORT_TEXT))
        assert not await is_let_through(own, SHORT_TEXT)
    assert await is_let_through(own, SHORT_TEXT)


@in_a_loop
async def test_one_that_broke_waits_no_more(own: Pace) -> None:
    for text in pace.AT_ONCE * [SHORT_TEXT, LONG_TEXT]:
        with pytest.raises(ValueError, match="broken"):
            async with own.waiting(text):
                raise ValueError("broken")
    assert await is_let_through(own, LONG_TEXT)


@in_a_loop
async def test_long_messages_take_turns_and_a_short_one_passes_them(own: Pace) -> None:
    async with own.waiting(LONG_TEXT):
        next_one = asyncio.create_task(is_let_through(own, LONG_TEXT))
        await wait_all_tasks_blocked()
        assert await is_let_through(own, SHORT_TEXT)
        assert not next_one.done()
    assert await next_one


def test_a_long_message_whose_turn_does_not_come_is_told_and_takes_no_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "LONG_WAIT", 0.05)

    @in_a_loop
    async def promise(own: Pace) -> None:
        async with own.waiting(LONG_TEXT):
            assert not await is_let_through(own, LONG_TEXT)
        assert await is_let_through(own, LONG_TEXT)

    promise()


@in_a_loop
async def test_long_messages_that_wait_shut_no_short_one_out(own: Pace) -> None:
    async with own.waiting(LONG_TEXT):
        others = [asyncio.create_task(is_let_through(own, LONG_TEXT)) for _ in range(2 * pace.AT_ONCE)]
        await wait_all_tasks_blocked()
        assert await is_let_through(own, SHORT_TEXT)
    assert all(await asyncio.gather(*others))


@in_a_loop
async def test_what_is_redacted_takes_turns_and_little_passes_much(own: Pace) -> None:
    async with own.redacting(LONG_REDACTION + 1):
        next_one = asyncio.create_task(has_turn(own.redacting(LONG_REDACTION + 1)))
        await wait_all_tasks_blocked()
        assert await is_let_through(own, LONG_TEXT)
        async with own.redacting(LONG_REDACTION):
            little = asyncio.create_task(has_turn(own.redacting(1)))
            await wait_all_tasks_blocked()
            assert await has_turn(own.redacting(0)), "where nothing goes along nobody waits"
            assert not little.done()
        assert await little
        assert not next_one.done()
    assert await next_one


def test_who_would_wait_too_long_is_told_where_a_human_is(
    client: TestClient, rasa: StandInRasa, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 0)
    refused = client.post("/api/messages", json={"conversation": conversation, "id": "1", "text": LONG_TEXT})
    assert refused.status_code == 429
    assert "112" in refused.json()["error"]["text"]
    assert rasa.heard == []


@pytest.mark.parametrize("path", ["/api/forget", "/api/events", "/api/hand-over/preview"])
def test_one_conversation_asks_for_nothing_more_often_than_a_person_would(
    client: TestClient, path: str
) -> None:
    whose: dict[str, object] = {"conversation": "a" * 32}
    if path.endswith("preview"):
        whose["shared"] = []
    answers = [client.post(path, json=whose) for _ in range(PER_CONVERSATION[0] + 1)]
    assert [answer.status_code for answer in answers] == [200] * PER_CONVERSATION[0] + [429]
    assert "112" in answers[-1].json()["error"]["text"]
    assert client.post(path, json={**whose, "conversation": "b" * 32}).status_code == 200, "nobody else's"


def test_a_flood_of_erasures_keeps_nobody_from_an_answer(client: TestClient, conversation: str) -> None:
    for _ in range(PER_CONVERSATION[0] + 1):
        client.post("/api/forget", json={"conversation": "a" * 32})
    body = {"conversation": conversation, "id": "1", "text": "hej"}
    assert client.post("/api/messages", json=body).status_code == 200


class TestWithFewAMinute:
    @pytest.fixture
    def web_settings(self, web_settings: Settings) -> Settings:
        return web_settings.model_copy(update={"messages_per_minute": 2})

    def test_the_description_is_given_as_often_as_messages_are_answered(self, client: TestClient) -> None:
        asked = [client.get("/api/openapi.json").status_code for _ in range(3)]
        assert asked == [200, 200, 429]

    def test_a_flood_of_messages_keeps_nobody_from_a_human(self, client: TestClient) -> None:
        for each in "abc":
            asked = {"conversation": each * 32, "id": "1", "text": "hej"}
            last = client.post("/api/messages", json=asked)
        assert last.status_code == 429
        left = {"conversation": "d" * 32, "id": "1", "way": "message", "danger": False, "shared": []}
        assert client.post("/api/ways").status_code == 200
        assert client.post("/api/hand-over/preview", json={"conversation": "d" * 32, "shared": []}).is_success
        assert client.post("/api/hand-over", json=left).status_code == 201
        assert client.post("/api/return-code", json={"conversation": "d" * 32}).status_code == 200

    @pytest.mark.parametrize("path", ["/api/conversations", "/api/ways"])
    def test_what_belongs_to_no_conversation_has_a_limit_too(self, client: TestClient, path: str) -> None:
        assert [client.post(path).is_success for _ in range(3)] == [True, True, False]

    def test_all_erasures_together_have_a_limit_of_their_own(
        self, client: TestClient, conversation: str
    ) -> None:
        erased = [client.post("/api/forget", json={"conversation": each * 32}) for each in "abc"]
        assert [answer.status_code for answer in erased] == [200, 200, 429]
        body = {"conversation": conversation, "id": "1", "text": "hej"}
        assert client.post("/api/messages", json=body).status_code == 200
