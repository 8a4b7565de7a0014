"""A turn runs to its end, whatever becomes of the connection."""

import asyncio

import pytest

from bot.assistant.running_turns import RunningTurns


async def turn(ended: list[str]) -> str:
    await asyncio.sleep(0.05)
    ended.append("the turn")
    return "replies"


def test_a_turn_gives_its_result() -> None:
    assert asyncio.run(RunningTurns().run(turn([]))) == "replies"


def test_a_turn_goes_on_when_its_request_is_cancelled_and_a_stopping_server_waits_for_it() -> None:
    async def lose_the_connection() -> list[str]:
        ended: list[str] = []
        turns = RunningTurns()
        request = asyncio.create_task(turns.run(turn(ended)))
        await asyncio.sleep(0)  # the handler has begun
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        assert ended == []
        await turns.wait()
        return ended

    assert asyncio.run(lose_the_connection()) == ["the turn"]


def test_an_error_in_a_turn_reaches_the_request_and_not_the_stopping_server() -> None:
    async def break_down() -> None:
        raise ValueError

    async def ask() -> None:
        turns = RunningTurns()
        with pytest.raises(ValueError):
            await turns.run(break_down())
        await turns.wait()

    asyncio.run(ask())
