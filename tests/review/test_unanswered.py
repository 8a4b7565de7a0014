"""What was not understood is shown by meaning, the most frequent first, with lines that can be pasted."""

import subprocess
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from bot.intake.not_understood import Entry
from bot.review import unanswered
from bot.review.unanswered import Group, described, file_of

DAY = date(2026, 11, 20)


def entries(*texts: str) -> list[Entry]:
    return [Entry(DAY, text) for text in texts]


def test_messages_are_grouped_by_the_model_in_rasas_environment() -> None:
    dog = ["får man ta med hunden", "kan jag ta med mig min hund", "får hunden följa med"]
    about_dogs, about_phone = unanswered.groups(entries("vilket nummer har ni", *dog))
    assert sorted(entry.text for entry in about_dogs.entries) == sorted(dog)
    assert about_phone == Group(entries("vilket nummer har ni"), "faq/phone")


def test_texts_go_through_a_pipe_and_never_onto_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[Any] = []

    def run(command: Any, **settings: Any) -> SimpleNamespace:
        commands.append((command, settings["env"]))
        return SimpleNamespace(stdout='[{"texts": [0], "topic": "faq/money"}]')

    monkeypatch.setattr(subprocess, "run", run)
    [group] = unanswered.groups(entries("papegojan"))
    assert group == Group(entries("papegojan"), "faq/money")
    assert commands and "papegojan" not in repr(commands)


def test_a_topic_is_found_in_its_file() -> None:
    path = file_of("faq/money")
    assert path is not None
    assert "faq/money" in [each["intent"] for each in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]]
    assert file_of("faq/no_such_topic") is None


def test_a_group_tells_its_number_days_nearest_topic_and_what_to_paste_where() -> None:
    shown = described(Group([*entries("får man lön", "får man lön"), *entries("betalar ni")], "faq/money"))
    path = file_of("faq/money")
    assert path is not None
    assert shown.splitlines() == [
        "3 meddelanden, närmast ämnet faq/money:",
        "  2026-11-20  får man lön",
        "  2026-11-20  får man lön",
        "  2026-11-20  betalar ni",
        f"  Hör de dit, klistra in under `- intent: faq/money` i data/nlu/{path.name}:",
        "      - betalar ni",
        "      - får man lön",
    ]
