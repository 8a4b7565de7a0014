"""Our servers are found among all processes, and nothing else is taken for one."""

import time
from pathlib import Path

import psutil
import pytest

from bot.check.processes import PROC, Kind, Process, kind_and_port, running, started
from bot.run.servers import Servers
from bot.settings import ROOT
from tests.check.machine import add_process


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("python -m bot.run.rasa run --interface 127.0.0.1 --port 5006 --model m", (Kind.RASA, 5006)),
        ("/opt/v/.venv/bin/python3.10 -m bot.run.rasa run --port=5007", (Kind.RASA, 5007)),
        ("python /opt/v/.venv/bin/rasa run -p 5008 --enable-api", (Kind.RASA, 5008)),
        ("python -m bot.run.rasa run", (Kind.RASA, 5005)),
        ("python -m bot.run.actions 5056", (Kind.ACTIONS, 5056)),
        ("python -m bot.run.rasa train", None),
        ("python -m bot.run.rasa run actions", None),  # not how ours is started
        ("sudo python -m bot.run.rasa run", None),
        ("vim bot/rasa_cli run", None),
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


def test_what_each_server_was_told_of_telemetry_is_seen_where_we_may(tmp_path: Path) -> None:
    rasa = "python -m bot.run.rasa run --port"
    add_process(tmp_path, 1, "/sbin/init", {})
    add_process(tmp_path, 20, f"{rasa} 1", {"A": "b=c", "RASA_TELEMETRY_ENABLED": "false"})
    add_process(tmp_path, 21, f"{rasa} 2", {})
    add_process(tmp_path, 22, f"{rasa} 3", None)
    (tmp_path / "23").mkdir()  # ended while we looked
    (tmp_path / "self").mkdir()
    found = sorted(running(tmp_path), key=lambda each: each.port)
    assert found == [
        Process(Kind.RASA, 1, "false"),
        Process(Kind.RASA, 2, ""),
        Process(Kind.RASA, 3, None),
    ]


@pytest.mark.parametrize("option", ["--model ", "--model="])
@pytest.mark.parametrize(("age", "is_old"), [(60, True), (-60, False)])
def test_a_rasa_older_than_the_file_it_read_has_an_old_model(
    option: str, age: float, is_old: bool, tmp_path: Path
) -> None:
    add_process(tmp_path, 20, f"python -m bot.run.rasa run {option}model.tar.gz", {}, age)
    (tmp_path / "20/cwd/model.tar.gz").touch()
    assert [each.has_old_model for each in running(tmp_path)] == [is_old]


def test_a_model_that_cannot_be_seen_is_not_taken_for_an_old_one(tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.touch()
    add_process(tmp_path, 20, "python -m bot.run.rasa run --model missing.tar.gz", {}, age=60)
    add_process(tmp_path, 21, f"python -m bot.run.rasa run --model {model}", None)  # tells no start
    add_process(tmp_path, 22, "python -m bot.run.rasa run", {}, age=60)
    add_process(tmp_path, 23, "python -m bot.run.actions 5055", {}, age=60)
    assert [each.has_old_model for each in running(tmp_path)] == [False] * 4


def test_a_process_started_when_this_machine_says_so() -> None:
    found = started(PROC / "self")
    assert found < time.time()
    assert abs(found - psutil.Process().create_time()) < 2


def test_this_machines_own_list_can_be_read() -> None:
    assert isinstance(running(), list)
