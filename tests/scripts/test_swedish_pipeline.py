"""The official Swedish pipeline is installed when it is what it should be; otherwise ours is enough."""

import hashlib
import os
import re
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from bot.run.environments import Environment, pinned
from bot.settings import ROOT
from lab.processes import free_port
from tests.scripts.wheels import NAME, uv, wheel

OFFICIAL = "Swedish pipeline: sv_core_news_sm, and our own for chat.\n"
OWN = "Swedish pipeline: our own (the official one could not be fetched).\n"


class Host:
    """Serves the wheel, whole or half, or keeps silent."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.sent = len(content)
        self.waits = 0.0
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                time.sleep(host.waits)
                self.send_response(200)
                self.send_header("Content-Length", str(len(host.content)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(host.content[: host.sent])

            def log_message(self, *_: object) -> None:
                """Not to the test's output."""

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/{NAME}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(wheel(tmp_path / NAME))
    yield host
    host.server.shutdown()


@pytest.fixture
def python(tmp_path: Path) -> str:
    """An environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    return str(tmp_path / "venv/bin/python")


def set_up(python: str, address: str, content: bytes, folder: Path) -> str:
    """What the step says."""
    wanted = folder / "swedish.txt"
    digest = hashlib.sha256(content).hexdigest()
    wanted.write_text(f"sv-core-news-sm @ {address} --hash=sha256:{digest}\n")
    done = subprocess.run(
        [ROOT / "scripts/swedish_pipeline.sh", uv(), python, wanted],
        capture_output=True,
        text=True,
        check=True,
        timeout=90,
        env={**os.environ, "UV_NO_CACHE": "1"},
    )
    assert done.stderr == ""
    return done.stdout


def test_the_right_wheel_is_installed(host: Host, python: str, tmp_path: Path) -> None:
    assert set_up(python, host.address, host.content, tmp_path) == OFFICIAL


def test_a_wheel_with_another_hash_is_not(host: Host, python: str, tmp_path: Path) -> None:
    assert set_up(python, host.address, b"another", tmp_path) == OWN


def test_half_a_wheel_is_not(host: Host, python: str, tmp_path: Path) -> None:
    host.sent //= 2
    assert set_up(python, host.address, host.content, tmp_path) == OWN


def test_a_host_that_is_gone_is_no_error(python: str, tmp_path: Path) -> None:
    assert set_up(python, f"http://127.0.0.1:{free_port()}/{NAME}", b"", tmp_path) == OWN


def test_a_host_that_says_nothing_is_not_waited_for_long(host: Host, python: str, tmp_path: Path) -> None:
    host.waits = 120
    assert set_up(python, host.address, host.content, tmp_path) == OWN


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_the_address_is_the_official_one_for_the_spacy_that_is_locked_and_pinned(
    environment: Environment,
) -> None:
    wanted = (ROOT / f"requirements/swedish-{environment.value}.txt").read_text()
    series = pinned(environment.lock)["spacy"].rpartition(".")[0]
    name = f"sv_core_news_sm-{series}.0"
    official = f"https://github.com/explosion/spacy-models/releases/download/{name}"
    assert f"{official}/{name}-py3-none-any.whl " in wanted
    assert re.search(r"--hash=sha256:[0-9a-f]{64}\n", wanted)
