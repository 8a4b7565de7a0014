"""The action server down or slow: a calm line, and nothing of the conversation lost."""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.support.chat import Chat
from tests.support.processes import Processes


@pytest.fixture
def without_actions(processes: Processes) -> Iterator[Processes]:
    """The action server is stopped, and back after the test."""
    processes.stop("actions")
    yield processes
    processes.start("actions")
    processes.wait_until_ready()


def test_without_the_action_server_facts_and_danger_are_still_answered(
    chat: Chat, without_actions: Processes
) -> None:
    assert "Du måste inte tjalla" in chat.say("måste man tjalla").text
    assert "112" in chat.say("de står utanför min dörr med vapen").messages[0]["text"]


def test_what_needs_the_action_server_gets_a_calm_line_with_112_and_the_phone(
    chat: Chat, without_actions: Processes
) -> None:
    reply = chat.say("jag vill prata med en människa")
    assert "ring 112" in reply.text
    assert "numret till Vägvalet" in reply.text


def test_a_self_check_survives_the_action_server_going_away(chat: Chat, processes: Processes) -> None:
    chat.begin_self_check()
    chat.say("nej")
    processes.stop("actions")
    assert "ring 112" in chat.say("ja").text
    assert "112" in chat.say("de har hittat mig hjälp").messages[0]["text"]
    processes.start("actions")
    processes.wait_until_ready()
    assert "Du måste inte tjalla" in chat.say("måste man tjalla").text


def test_the_same_answer_again_goes_on_where_the_check_was(chat: Chat, processes: Processes) -> None:
    chat.begin_self_check()
    chat.say("nej")
    processes.stop("actions")
    assert "ring 112" in chat.say("ja").text
    processes.start("actions")
    processes.wait_until_ready()
    assert "Fråga 3 av" in chat.say("ja").text


def test_a_hanging_action_server_is_not_waited_for_long(chat: Chat, processes: Processes) -> None:
    os.kill(processes.pid("actions"), signal.SIGSTOP)
    try:
        assert "ring 112" in chat.say("jag vill prata med en människa").text
    finally:
        os.kill(processes.pid("actions"), signal.SIGCONT)
    assert "Just nu är det" in chat.say("jag vill prata med en människa").text
