"""What the channel promises to the public front, kept by a running Rasa."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from lab.processes import Processes


class Caller:
    """Speaks to the channel as the public front does."""

    def __init__(self, webhook: str) -> None:
        self._webhook = webhook
        self.sender = uuid.uuid4().hex

    def send(self, text: str, message_id: str) -> list[dict[str, Any]]:
        content = {"sender": self.sender, "message": text, "message_id": message_id}
        replies: list[dict[str, Any]] = httpx.post(self._webhook, json=content, timeout=20).json()
        return replies

    def forget(self) -> dict[str, Any]:
        address = f"{self._webhook.removesuffix('/webhook')}/forget"
        answer: dict[str, Any] = httpx.post(address, json={"sender": self.sender}, timeout=20).json()
        return answer


@pytest.fixture
def caller(processes: Processes) -> Caller:
    return Caller(processes.servers.webhook)


def again(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same replies, which say that they are, and no longer what they are called."""
    return [{**each, "response": None, "again": True} for each in replies]


def test_a_message_sent_again_gets_the_same_replies_and_is_not_acted_on_twice(caller: Caller) -> None:
    caller.send("gör självkontrollen", "1")
    caller.send("ja", "2")
    first = caller.send("nej", "3")
    assert again(first) == caller.send("nej", "3")
    assert "Fråga 2" in first[-1]["text"]
    assert "Fråga 3" in caller.send("ja", "4")[-1]["text"]


def test_a_message_sent_twice_at_once_is_acted_on_once(caller: Caller) -> None:
    caller.send("gör självkontrollen", "1")
    caller.send("ja", "2")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: caller.send("nej", "3"), range(4)))
    assert ["Fråga 2" in answer[-1]["text"] for answer in answers] == [True] * 4
    assert sum(not answer[-1]["again"] for answer in answers) == 1
    assert "Fråga 3" in caller.send("ja", "4")[-1]["text"]


def test_a_message_that_comes_late_a_second_time_is_no_answer_to_what_was_asked_since(caller: Caller) -> None:
    caller.send("gör självkontrollen", "1")
    caller.send("ja", "2")
    caller.send("nej", "3")
    third = caller.send("ja", "4")
    assert "Fråga 3" in third[-1]["text"]
    assert caller.send("nej", "3") == again(third), "what stands now is said again"
    assert "Fråga 4" in caller.send("ja", "5")[-1]["text"]


def test_replies_given_again_keep_bubbles_buttons_and_sources(caller: Caller) -> None:
    first = caller.send("måste man tjalla?", "1")
    assert len(first) > 1
    assert first[-1]["sources"]
    assert first[-1]["buttons"]
    assert caller.send("måste man tjalla?", "1") == again(first)


def test_the_same_words_in_a_new_message_are_a_new_message(caller: Caller) -> None:
    caller.send("gör självkontrollen", "1")
    caller.send("ja", "2")
    assert "Fråga 2" in caller.send("nej", "3")[-1]["text"]
    assert "Fråga 2" not in caller.send("nej", "4")[-1]["text"]


def test_after_forgetting_nothing_of_the_conversation_is_known(caller: Caller) -> None:
    caller.send("gör självkontrollen", "1")
    caller.send("ja", "2")
    assert caller.forget() == {"forgotten": True}
    assert "Fråga" not in caller.send("nej", "3")[-1]["text"]


def test_forgetting_twice_is_no_error(caller: Caller) -> None:
    assert caller.forget() == caller.forget() == {"forgotten": True}


@pytest.mark.parametrize(
    ("said", "title"),
    [(["faq/no_informing"], "egna brott då"), (["dom ska döda mig", "nej"], "nu är jag i säkerhet")],
)
def test_a_typed_title_does_what_its_button_does(processes: Processes, said: list[str], title: str) -> None:
    typing, pressing = Caller(processes.servers.webhook), Caller(processes.servers.webhook)
    for number, text in enumerate(said):
        offered = typing.send(text, str(number))[-1]["buttons"]
        pressing.send(text, str(number))
    payload = next(each["payload"] for each in offered if each["title"].lower().startswith(title))
    assert texts(typing.send(title, "title")) == texts(pressing.send(payload, "title"))


def texts(replies: list[dict[str, Any]]) -> list[str]:
    return [reply["text"] for reply in replies]
