"""Rasa's own commands work as Rasa users expect, and nothing phones home."""

import os
import subprocess
from pathlib import Path

import pytest

from bot.run.environments import Environment
from bot.run.servers import environment
from bot.run.train import MODEL
from bot.settings import ROOT
from lab.chat import Chat
from lab.processes import Processes, servers_on_free_ports

RASA = [str(Environment.RASA.python), "-m", "rasa"]


def run(*arguments: str, extra: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a Rasa command in the project, as in an activated environment."""
    env = {**environment(), "LOG_LEVEL": "INFO", **(extra or {})}
    return subprocess.run(
        [*RASA, *arguments],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


OWN_DUPLICATES = "The following duplicated intents have been found across multiple domain files: "
"""Rasa 3.6 merges a domain with its own reading of the retrieval intents, and warns of it (ADR 0003)."""


def test_data_validate_has_no_warnings_but_rasas_about_itself() -> None:
    result = run("data", "validate", "--fail-on-warnings", extra={"PYTHONWARNINGS": "default::UserWarning"})
    assert result.returncode == 0, result.stdout + result.stderr
    lines = (result.stdout + result.stderr).splitlines()
    warnings = [line.partition("UserWarning: ")[2] for line in lines if "UserWarning: " in line]
    assert warnings == [f"{OWN_DUPLICATES}danger, disclosure, faq, foreign"]


def test_story_tests_pass(tmp_path: Path) -> None:
    stories = str(ROOT / "tests/test_stories.yml")
    result = run(
        "test", "core", "--stories", stories, "--model", str(MODEL), "--out", str(tmp_path),
        "--fail-on-prediction-errors",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


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


@pytest.fixture
def outbound(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A log of every attempt to leave the machine, by any Python process started with this environment."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    log = tmp_path / "outbound.log"
    log.touch()
    return log, {"PYTHONPATH": f"{tmp_path}:{ROOT}", "OUTBOUND_LOG": str(log)}


def test_the_guard_sees_an_outbound_attempt(outbound: tuple[Path, dict[str, str]]) -> None:
    log, extra = outbound
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


def test_training_tries_no_outbound_connection(tmp_path: Path, outbound: tuple[Path, dict[str, str]]) -> None:
    log, extra = outbound
    data = a_little_of_the_data(tmp_path / "data")
    trained = run("train", "--data", str(data), "--out", str(tmp_path), extra=extra)
    assert trained.returncode == 0, trained.stderr[-3000:]
    assert log.read_text() == ""


def test_a_conversation_tries_no_outbound_connection(
    tmp_path: Path, outbound: tuple[Path, dict[str, str]]
) -> None:
    log, extra = outbound
    guarded = Processes(servers_on_free_ports(tmp_path), tmp_path / "servers.log", extra)
    with guarded.run("actions", "rasa"):
        chat = Chat(guarded.servers.webhook, "guarded")
        for message in ("hej", "måste man tjalla", "jag vill prata med en människa", "help me please", "???"):
            assert chat.say(message).messages
        assert "Fråga 1 av" in chat.begin_self_check().text
    assert log.read_text() == ""
