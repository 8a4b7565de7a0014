"""Our servers are found among all processes, and nothing else is taken for one."""

import os
import time
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from bot.check.processes import EXACT_TO, Kind, Process, has_old_model, kind_and_port, running
from bot.run.servers import Servers
from bot.settings import ROOT
from lab.processes import free_port
from tests.check.machine import looks_like


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("python -m bot.run.rasa run --interface 127.0.0.1 --port 5006 --model m", (Kind.RASA, 5006)),
        ("/opt/v/.venv-rasa/bin/python3.10 -m bot.run.rasa run --port=5007", (Kind.RASA, 5007)),
        ("python /opt/v/.venv-rasa/bin/rasa run -p 5008 --enable-api", (Kind.RASA, 5008)),
        ("python -m bot.run.rasa run", (Kind.RASA, 5005)),
        ("python -m bot.run.actions 5056", (Kind.ACTIONS, 5056)),
        ("python -m bot.run.rasa train", None),
        ("python -m bot.run.rasa run actions", None),  # not how ours is started
        ("sudo python -m bot.run.rasa run", None),
        ("vim bot/run/rasa.py run", None),
        ("python -m bot.web", None),
        ("", None),
    ],
)
def test_a_command_line_tells_which_server_it_is_and_its_port(
    command: str, found: tuple[Kind, int] | None
) -> None:
    assert kind_and_port(command.split()) == found


def test_the_servers_are_known_as_we_start_them() -> None:
    commands = Servers(5015, 5065).commands()
    assert kind_and_port(commands["rasa"]) == (Kind.RASA, 5015)
    assert kind_and_port(commands["actions"]) == (Kind.ACTIONS, 5065)
    for unit, kind in {"rasa": Kind.RASA, "actions": Kind.ACTIONS}.items():
        lines = (ROOT / f"deploy/systemd/vagvisaren-{unit}@.service").read_text().splitlines()
        [command] = [line.partition("=")[2] for line in lines if line.startswith("ExecStart=")]
        assert kind_and_port(command.replace("%i", "5006").split()) == (kind, 5006)


@pytest.fixture
def port() -> int:
    """One that no server of another test or checkout has, so that theirs are not counted."""
    return free_port()


def of_this_test(port: int) -> list[Process]:
    """Those of the processes on this machine that have the port, which no other server has."""
    return [each for each in running() if each.port == port]


@pytest.mark.parametrize(
    ("environment", "told"), [({"A": "b=c", "RASA_TELEMETRY_ENABLED": "false"}, "false"), ({}, "")]
)
def test_what_each_server_was_told_of_telemetry_is_seen(
    environment: dict[str, str], told: str, tmp_path: Path, port: int
) -> None:
    with ExitStack() as started:
        started.enter_context(looks_like(f"-m bot.run.rasa run --port {port}", environment, tmp_path))
        started.enter_context(looks_like(f"-m bot.run.actions {port}", environment, tmp_path))
        rasa, actions = Process(Kind.RASA, port, told), Process(Kind.ACTIONS, port, told)
        assert sorted(of_this_test(port), key=lambda each: each.kind.value) == [rasa, actions]
    assert of_this_test(port) == []


def test_what_may_not_be_seen_of_a_server_is_not_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    def is_denied(process: psutil.Process) -> None:
        raise psutil.AccessDenied(process.pid)

    monkeypatch.setattr(psutil.Process, "environ", is_denied)
    monkeypatch.setattr(psutil.Process, "cwd", is_denied)
    with looks_like(f"-m bot.run.rasa run --port {port} --model model.tar.gz", {}, tmp_path):
        assert of_this_test(port) == [Process(Kind.RASA, port, None)]


def test_a_process_that_ends_while_it_is_looked_at_is_none_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    def has_ended(process: psutil.Process) -> None:
        raise psutil.NoSuchProcess(process.pid)

    with looks_like(f"-m bot.run.rasa run --port {port}", {}, tmp_path):
        monkeypatch.setattr(psutil.Process, "environ", has_ended)
        assert of_this_test(port) == []


@pytest.mark.parametrize("option", ["--model ", "--model="])
@pytest.mark.parametrize(("after", "is_old"), [(60, True), (-60, False), (EXACT_TO / 2, False)])
def test_a_rasa_older_than_the_file_it_read_has_an_old_model(
    option: str, after: float, is_old: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is written `after` so many seconds after Rasa was started."""
    model = tmp_path / "model.tar.gz"
    model.touch()
    monkeypatch.setattr(psutil.Process, "create_time", lambda _: model.stat().st_ctime - after)
    monkeypatch.setattr(psutil.Process, "cwd", lambda _: str(tmp_path))
    assert has_old_model(psutil.Process(), f"python run {option}model.tar.gz".split()) is is_old


def test_a_model_that_was_put_there_before_the_start_is_the_one_that_was_read(
    tmp_path: Path, port: int
) -> None:
    (tmp_path / "model.tar.gz").touch()
    with looks_like(f"-m bot.run.rasa run --port {port} --model model.tar.gz", {}, tmp_path):
        assert [each.has_old_model for each in of_this_test(port)] == [False]
        time.sleep(2 * EXACT_TO)
        (tmp_path / "new").touch()
        (tmp_path / "new").replace(tmp_path / "model.tar.gz")
        assert [each.has_old_model for each in of_this_test(port)] == [True]


@pytest.mark.parametrize("words", ["--model missing.tar.gz", ""])
def test_a_model_that_cannot_be_seen_is_not_taken_for_an_old_one(words: str) -> None:
    assert has_old_model(psutil.Process(os.getpid()), f"python run {words}".split()) is False
