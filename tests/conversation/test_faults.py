"""The action server down or slow, nothing that can be kept: a calm line, and no answer is mistaken."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lab.chat import Chat
from lab.processes import Processes


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


@contextmanager
def full_disk(processes: Processes) -> Iterator[None]:
    """The database of conversations can be read, and refuses to keep anything."""
    refusal = "ON conversations BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
    with sqlite3.connect(processes.folder / "conversations.sqlite", isolation_level=None) as database:
        database.execute(f"CREATE TRIGGER no_more BEFORE INSERT {refusal}")
        database.execute(f"CREATE TRIGGER no_change BEFORE UPDATE {refusal}")
        try:
            yield
        finally:
            database.execute("DROP TRIGGER no_more")
            database.execute("DROP TRIGGER no_change")


def test_an_answer_that_cannot_be_kept_is_not_taken_for_given(chat: Chat, processes: Processes) -> None:
    """Else the answer to the next question would be kept as the answer to this one."""
    chat.begin_self_check()
    assert "Fråga 2 av" in chat.say("nej").text
    with full_disk(processes):
        reply = chat.say("ja")
        assert "ring 112" in reply.text
        assert "Fråga" not in reply.text
        assert reply.buttons == []
    assert "Fråga 3 av" in chat.say("ja").text


def test_what_to_do_in_danger_is_said_also_where_it_cannot_be_kept(chat: Chat, processes: Processes) -> None:
    chat.begin_self_check()
    with full_disk(processes):
        reply = chat.say("de har hittat mig hjälp")
        assert "112" in reply.messages[0]["text"]
        assert "Just nu fungerar inte allt" in reply.text
        assert "säkerhet" not in reply.text, "a yes to that would be kept as one to the self-check's question"
        assert (reply.buttons, reply.sources != []) == ([], True)


@pytest.mark.parametrize("before", [[], ["gör självkontrollen"], ["dom ska döda mig"]])
def test_danger_that_cannot_be_kept_asks_nothing_whatever_came_before(
    chat: Chat, processes: Processes, before: list[str]
) -> None:
    """Else a "nej, jag är inte i säkerhet" would be taken for a no to something else, or to nothing."""
    for text in before:
        chat.say(text)
    with full_disk(processes):
        reply = chat.say("de har hittat mig hjälp")
        assert "112" in reply.messages[0]["text"]
        assert "säkerhet" not in reply.text
        assert "Just nu fungerar inte allt" in reply.text
        assert "numret till Vägvalet" in reply.text
        assert "igen" not in reply.text, "who is in danger is not told to wait and write again"


def test_the_self_check_is_not_offered_where_its_offer_cannot_be_kept(
    chat: Chat, processes: Processes
) -> None:
    chat.say("dom ska döda mig")
    with full_disk(processes):
        reply = chat.say("gör självkontrollen")
        assert reply.buttons == [], "a yes would be kept as one to whether the visitor is safe"
        assert "ring 112" in reply.text


def test_a_question_is_answered_also_where_nothing_can_be_kept(chat: Chat, processes: Processes) -> None:
    with full_disk(processes):
        assert "Du måste inte tjalla" in chat.say("måste man tjalla").text
        assert "Fråga" not in chat.begin_self_check().text
