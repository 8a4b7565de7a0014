"""Trying a message goes the same way as a visitor's, and leaves nothing behind."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from lab.chat import Chat
from lab.processes import Processes


def tried(processes: Processes, text: object) -> httpx.Response:
    return httpx.post(processes.servers.trial, json={"message": text}, timeout=20)


def trial(processes: Processes, text: str) -> dict[str, Any]:
    answer = tried(processes, text)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_the_answer_is_the_visitors_own_and_says_why(processes: Processes, chat: Chat) -> None:
    text = "måste man tjalla"
    found = trial(processes, text)
    assert [each["text"] for each in found["replies"]] == [each["text"] for each in chat.say(text).messages]
    assert found["topic"] == "faq/no_informing"
    assert found["runners_up"][0]["topic"] == "faq/no_informing"
    assert found["replies"][-1]["sources"]
    assert 0 <= found["heard"]["danger"]["probability"] < 0.28


def test_danger_and_what_need_not_be_told_are_shown(processes: Processes) -> None:
    found = trial(processes, "de ska döda mig ikväll")
    assert found["topic"].startswith("danger/")
    assert found["heard"]["danger"]["probability"] >= 0.28
    assert "112" in found["replies"][0]["text"]
    assert "disclosure/personal" in trial(processes, "måste Mohammed Ali tjalla")["also"]


def test_an_answer_that_needs_an_action_is_shown_too(processes: Processes) -> None:
    assert "fungerar inte" not in trial(processes, "/human")["replies"][0]["text"]


@pytest.mark.parametrize("text", ["", "///", "/restart", "🙂🙂", "\u202e\u0000"])
def test_anything_may_be_tried(processes: Processes, text: str) -> None:
    assert trial(processes, text)["replies"]


def test_what_is_no_text_is_refused(processes: Processes) -> None:
    assert tried(processes, 7).status_code == 400


def test_nothing_of_it_is_stored(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> None:
    trial(processes, "vad är en undulatparakit")
    folder: Path = tmp_path_factory.getbasetemp()
    files = [path for path in folder.glob("servers*/*") if path.is_file()]
    assert files
    assert not [path for path in files if b"parakit" in path.read_bytes()]
