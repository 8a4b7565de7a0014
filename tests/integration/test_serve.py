"""`make run`: a handful of lines, one when it is ready; Ctrl-C stops it, and taken ports are one line."""

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bot.run.serve import main
from bot.run.servers import Servers, environment
from bot.settings import ROOT
from lab.processes import free_port, servers_on_free_ports

HANDFUL = 6
"""Lines: that each of three servers is started, that they are ready, and that the desk has no accounts."""

SET_BY_SERVE = ("PYTHONWARNINGS", "LOG_LEVEL")
"""What `make run` does not set: what is quiet must be so without."""


def assert_no_warning(said: str) -> None:
    told = [line for line in said.splitlines() if re.search("warn|deprecat|error|traceback", line, re.I)]
    assert told == []


def assert_few_lines_and_no_warning(said: str) -> None:
    assert_no_warning(said)
    assert len(said.splitlines()) <= HANDFUL, said


def test_taken_ports_are_said_in_one_line(capsys: object) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(Servers(port, free_port(), free_port())) == 1
    said = capsys.readouterr().out  # type: ignore[attr-defined]
    assert said.count("\n") == 1
    assert str(port) in said


def test_it_says_when_it_is_ready_and_ctrl_c_stops_all_of_it(tmp_path: Path) -> None:
    servers = servers_on_free_ports(tmp_path)
    code = (
        "from pathlib import Path; from bot.run.serve import main; from bot.run.servers import Servers; "
        f"raise SystemExit(main(Servers({servers.rasa_port}, {servers.actions_port}, {servers.web_port}, "
        f"Path({str(servers.endpoints)!r}))))"
    )
    own_environment = {
        **{name: value for name, value in environment().items() if name not in SET_BY_SERVE},
        "VAGVISAREN_DATABASE_URL": f"sqlite:///{tmp_path}/cases.sqlite",
        "VAGVISAREN_KEY_FILE": str(tmp_path / "keys"),
    }
    log = tmp_path / "run.log"
    with log.open("w") as output:
        run = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=own_environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        start = time.monotonic()
        while "make staff" not in log.read_text():
            assert run.poll() is None, log.read_text()
            assert time.monotonic() - start < 120, log.read_text()
            time.sleep(0.5)
        assert log.read_text().count("Ready after") == 1
        assert "/desk" in log.read_text()
        assert "The desk has no accounts yet" in log.read_text()
        assert_few_lines_and_no_warning(log.read_text())
        run.send_signal(signal.SIGINT)
        run.wait(timeout=30)
        assert_no_warning(log.read_text())
    finally:
        run.kill()
    assert servers.taken_ports() == []
