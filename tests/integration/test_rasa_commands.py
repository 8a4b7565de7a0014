"""Rasa's own commands work as Rasa users expect, and nothing phones home."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.run.environments import Environment
from bot.run.servers import environment
from bot.run.train import MODEL
from bot.settings import ROOT
from lab.chat import Chat
from lab.processes import Processes, servers_on_free_ports

GUARD = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        target = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        host = target[0] if isinstance(target, tuple) else target
        host = host.decode() if isinstance(host, bytes) else str(host)
        if host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "None", "") and not host.startswith("/"):
            with open(os.environ["OUTBOUND_LOG"], "a") as log:
                log.write(f"{event} {host}\\n")

sys.addaudithook(watch)
"""


def guarded(folder: Path) -> tuple[Path, dict[str, str]]:
    """A log of every attempt to leave the machine, by any Python process started with this environment."""
    (folder / "sitecustomize.py").write_text(GUARD)
    log = folder / "outbound.log"
    log.touch()
    return log, {"PYTHONPATH": f"{folder}:{ROOT}", "OUTBOUND_LOG": str(log)}


def test_the_guard_sees_an_outbound_attempt(tmp_path: Path) -> None:
    log, extra = guarded(tmp_path)
    code = "import socket\ntry: socket.create_connection(('example.invalid', 80), 1)\nexcept OSError: pass"
    subprocess.run([Environment.RASA.python, "-c", code], env={**os.environ, **extra}, check=True)
    assert "example.invalid" in log.read_text()


def a_little_of_the_data(folder: Path) -> Path:
    """The project's data with three examples a label, so that training takes seconds."""
    for room in ("rules", "responses", "nlu"):
        (folder / room).mkdir(parents=True)
        for path in (ROOT / "data" / room).glob("*.yml"):
            kept, count = [], 0
            for line in path.read_text(encoding="utf-8").splitlines():
                is_example = room == "nlu" and line.startswith("      - ")
                count = count + 1 if is_example else 0
                if count <= 3:
                    kept.append(line)
            (folder / room / path.name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


IN_ONE_PROCESS = """
import json, sys
from rasa.__main__ import main

for command in json.loads(sys.argv[1]):
    sys.argv = ["rasa", *command]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
    print(f"\\nended with {code}", flush=True)
"""
"""What `rasa` on the command line calls, for one command after the other: TensorFlow is loaded once."""


SETTINGS = {"LOG_LEVEL": "INFO", "PYTHONWARNINGS": "default::UserWarning", "RASA_MAX_CACHE_SIZE": "0"}
"""Without Rasa's cache on disk, as we train: two trainings at once would share it."""


@dataclass(frozen=True)
class Said:
    """What each command said, and last how it ended; and where any of them tried to go."""

    validate: str
    stories: str
    train: str
    outbound: str


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    folder = tmp_path_factory.mktemp("commands")
    log, extra = guarded(folder)
    stories = f"--stories tests/test_stories.yml --model {MODEL} --out {folder}"
    commands = (
        "data validate --fail-on-warnings",
        f"test core {stories} --fail-on-prediction-errors",
        f"train --data {a_little_of_the_data(folder / 'data')} --out {folder}",
    )
    done = subprocess.run(
        [Environment.RASA.python, "-c", IN_ONE_PROCESS, json.dumps([each.split() for each in commands])],
        cwd=ROOT,
        env={**environment(), **SETTINGS, **extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    parts = re.findall(r".*?^ended with \w+$", done.stdout, re.DOTALL | re.MULTILINE)
    assert len(parts) == len(commands), done.stdout[-3000:]
    validate, stories, train = parts
    return Said(validate, stories, train, log.read_text())


OWN_DUPLICATES = "The following duplicated intents have been found across multiple domain files: "
"""Rasa 3.6 merges a domain with its own reading of the retrieval intents, and warns of it (ADR 0003)."""


RETRIEVAL_INTENTS = "after, danger, disclosure, faq, feeling, follow, foreign, repair"


def said_by_the_dialogue() -> list[str]:
    """The responses that bot/dialogue names, which Rasa looks for in rules in vain."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot/dialogue").glob("*.py")]
    return sorted(set(re.findall(r'"(utter_[a-z_]+)"', "".join(sources))))


def test_data_validate_has_no_warnings_but_rasas_about_itself_and_the_dialogue(said: Said) -> None:
    *lines, end = said.validate.splitlines()
    assert end == "ended with 0", lines
    warnings = [line.partition("UserWarning: ")[2] for line in lines if "UserWarning: " in line]
    unused = "The utterance '{}' is not used in any story or rule."
    of_the_dialogue = [unused.format(name) for name in said_by_the_dialogue()]
    others = [warning for warning in warnings if warning not in of_the_dialogue]
    assert others == [f"{OWN_DUPLICATES}{RETRIEVAL_INTENTS}"]


def test_story_tests_pass(said: Said) -> None:
    assert said.stories.endswith("ended with 0"), said.stories[-3000:]
    assert "Evaluation Results on CONVERSATION level" in said.stories


def test_no_command_tries_an_outbound_connection_not_even_training(said: Said) -> None:
    assert said.train.endswith("ended with 0"), said.train[-3000:]
    assert "Your Rasa model is trained" in said.train
    assert said.outbound == ""


def test_a_conversation_tries_no_outbound_connection(tmp_path: Path) -> None:
    log, extra = guarded(tmp_path)
    processes = Processes(servers_on_free_ports(tmp_path), tmp_path / "servers.log", extra)
    with processes.run("actions", "rasa"):
        chat = Chat(processes.servers.webhook, "guarded")
        for message in ("hej", "måste man tjalla", "jag vill prata med en människa", "help me please", "???"):
            assert chat.say(message).messages
        assert "Fråga 1 av" in chat.begin_self_check().text
    assert log.read_text() == ""
