"""Two hundred secrets go through the running servers, which log all they can and break down: none stays.

Searched are all files that the processes wrote, their output, every table and all metrics, for each secret as
it was written, in small letters, and as it stands in an address or in JSON.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import pytest

from bot.run.environments import Environment
from lab.crashing import WORD
from lab.processes import Processes, free_offset, servers_on_free_ports
from tests.support.metric_names import METRICS, VALUES, shown, total, values
from tests.support.secrets import planted

AGENT = "Qvarzphone/9.9"
ADDRESS = "203.0.113.77"
HEADERS = {"User-Agent": AGENT, "X-Forwarded-For": ADDRESS}
IN_A_CONVERSATION = 10


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """The servers with debug logging; what they write anywhere, they write into this folder."""
    folder: Path = tmp_path_factory.mktemp("secrets")
    (folder / "tmp").mkdir()
    servers = servers_on_free_ports(folder)
    ports = servers.web_port, servers.rasa_port, servers.actions_port
    crashing = [str(Environment.RASA.python), "-m", "lab.crashing"]
    commands = {name: crashing + command[2:] for name, command in servers.commands().items() if name != "web"}
    processes = Processes(
        servers,
        folder / "servers.log",
        {
            "LOG_LEVEL": "DEBUG",
            "TMPDIR": str(folder / "tmp"),
            "HOME": str(folder),
            "VAGVISAREN_ANSWER_WITHIN": "60",
            "VAGVISAREN_ACTION_TIMEOUT": "30",
            "VAGVISAREN_METRICS_PORT_OFFSET": str(free_offset(*ports)),
        },
        {**commands, "web": [sys.executable, "-m", "lab.always_open_web"]},
    )
    with processes.run() as running:
        yield running


@pytest.fixture(scope="module")
def tokens(running: Processes) -> list[str]:
    """The conversations in which everything was said; their names are secrets too."""
    web = httpx.Client(base_url=f"http://127.0.0.1:{running.servers.web_port}", headers=HEADERS, timeout=90)
    messages = [each.message for each in planted()]
    return [
        a_conversation(web, messages[start : start + IN_A_CONVERSATION])
        for start in range(0, len(messages), IN_A_CONVERSATION)
    ] + talk_past_the_front(running, messages)


def a_conversation(web: httpx.Client, messages: list[str]) -> str:
    """A self-check is begun, everything is told, both crashes happen, and a human is asked for."""
    token: str = web.post("/api/conversations").json()["conversation"]
    said = ["jag vill göra självkontrollen", "ja", "nej", *messages]
    said += [f"{WORD} modellen {messages[0]}", f"jag vill prata med en människa, {WORD} {messages[1]}", "hej"]
    for number, text in enumerate(said):
        answer = web.post("/api/messages", json={"conversation": token, "id": str(number), "text": text})
        assert answer.status_code == 200, answer.text
        assert answer.json()["messages"], text
    shared = [{"by": "you", "text": text} for text in messages]
    body = {
        "conversation": token,
        "id": "h",
        "way": "message",
        "danger": False,
        "shared": shared,
        "message": messages[2],
        "contact": messages[3],
    }
    answer = web.post("/api/hand-over", json=body)
    assert answer.status_code == 201, answer.text
    web.post("/api/messages", json={"conversation": token, "id": "late", "text": messages[4]})
    return token


def talk_past_the_front(running: Processes, messages: list[str]) -> list[str]:
    """As staff tools may: Rasa's own channel, with entities in a command and metadata."""
    rest = running.servers.webhook.replace("vagvisaren", "rest")
    token = "qvarzconversation"
    crash = f"jag vill prata med en människa {WORD}"  # in no self-check, where it would be an answer
    for text in [crash, *messages[:5], "/greet" + json.dumps({"name": messages[0]})]:
        body = {"sender": token, "message": text, "metadata": {"from": messages[1], "agent": AGENT}}
        httpx.post(rest, json=body, headers=HEADERS, timeout=60).raise_for_status()
    return [token]


def ways_to_write(secret: str) -> set[bytes]:
    plain = {secret, secret.lower(), secret.upper()}
    escaped = {json.dumps(each).strip('"') for each in plain} | {quote(each) for each in plain}
    escaped |= {quote_plus(each) for each in plain} | {repr(each.encode())[2:-1] for each in plain}
    return {each.encode() for each in plain | escaped}


def written(running: Processes) -> dict[str, bytes]:
    """Every file in the folder, and every value in every table of the databases."""
    files = {str(path): path.read_bytes() for path in running.folder.rglob("*") if path.is_file()}
    for path in [*running.folder.glob("*.sqlite")]:
        with sqlite3.connect(path) as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            rows = [row for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
        files[f"the tables of {path.name}"] = repr(rows).encode()
    return files | {f"the metrics of {name}": page.encode() for name, page in metrics(running).items()}


def metrics(running: Processes) -> dict[str, str]:
    """What each process shows Prometheus, by the process's name."""
    servers, offset = running.servers, int(running.environment["VAGVISAREN_METRICS_PORT_OFFSET"])
    ports = {"front": servers.web_port, "rasa": servers.rasa_port, "actions": servers.actions_port}
    return {
        name: httpx.get(f"http://127.0.0.1:{port + offset}/metrics").raise_for_status().text
        for name, port in ports.items()
    }


def found_in(files: dict[str, bytes], secret: str) -> list[str]:
    return [name for name, content in files.items() for way in ways_to_write(secret) if way in content]


def test_nothing_that_was_told_is_in_any_file_or_table(running: Processes, tokens: list[str]) -> None:
    files = written(running)
    secrets = [each.secret for each in planted()]
    assert len(set(secrets)) == 200
    assert {secret: where for secret in secrets if (where := found_in(files, secret))} == {}


def test_no_address_browser_or_conversation_is_there_either(running: Processes, tokens: list[str]) -> None:
    files = written(running)
    assert {each: where for each in (ADDRESS, AGENT, *tokens) if (where := found_in(files, each))} == {}


@pytest.mark.parametrize("process", METRICS)
def test_each_process_shows_the_metrics_that_are_listed_and_no_other(
    running: Processes, tokens: list[str], process: str
) -> None:
    page = metrics(running)[process]
    seen = shown(page)
    assert set(seen) == set(METRICS[process])
    assert {name: labels for name, labels in seen.items() if not labels <= METRICS[process][name]} == {}
    said = values(page)
    assert said["process"] == {process}
    for label, allowed in VALUES.items():
        assert said.get(label, set()) <= allowed, label
    assert "_created" not in page


def test_no_server_shows_metrics_on_its_own_port(running: Processes) -> None:
    for port in (running.servers.web_port, running.servers.rasa_port, running.servers.actions_port):
        answer = httpx.get(f"http://127.0.0.1:{port}/metrics")
        assert answer.is_error and "vagvisaren_" not in answer.text, port


def test_there_was_something_to_search(running: Processes, tokens: list[str]) -> None:
    """Or the tests above would show nothing."""
    log = (running.folder / "servers.log").read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {"rasa.core.processor", "rasa_sdk.executor"} <= {line["logger"] for line in lines}
    assert {"debug", "error"} <= {line["level"] for line in lines}
    crashes = [line for line in lines if "builtins.ValueError" in line.get("error", [])]
    assert any("crashing.py" in place for line in crashes for place in line["trace"])
    with sqlite3.connect(running.folder / "conversations.sqlite") as connection:
        [(kept,)] = connection.execute("SELECT count(*) FROM conversations")
    assert kept >= len(tokens)
    pages = metrics(running)
    assert total(pages["front"], "vagvisaren_request_duration_seconds_count") > len(planted())
    assert total(pages["rasa"], "vagvisaren_reading_duration_seconds_count") > len(planted())
    assert total(pages["rasa"], "vagvisaren_unanswered_messages_total") > 0
    assert total(pages["actions"], "vagvisaren_action_failures_total") > 0
