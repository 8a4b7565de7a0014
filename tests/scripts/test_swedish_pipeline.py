"""The official Swedish pipeline is installed when it is what it should be; otherwise ours is enough."""

import base64
import hashlib
import os
import shutil
import socketserver
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from bot.settings import ROOT
from lab.processes import free_port

INFO = "sv_core_news_sm-3.7.0.dist-info"
NAME = "sv_core_news_sm-3.7.0-py3-none-any.whl"
OFFICIAL = "Swedish pipeline: sv_core_news_sm, and our own for chat.\n"
OWN = "Swedish pipeline: our own (the official one could not be fetched).\n"


def wheel(path: Path) -> bytes:
    """A package of that name, small and whole."""
    files = {
        "sv_core_news_sm/__init__.py": "",
        f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: sv-core-news-sm\nVersion: 3.7.0\n",
        f"{INFO}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{INFO}/RECORD"
    hashes = {name: hashlib.sha256(text.encode()).digest() for name, text in files.items()}
    lines = [
        f"{name},sha256={base64.urlsafe_b64encode(hashes[name]).decode().rstrip('=')},{len(text)}"
        for name, text in files.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, record: "\n".join([*lines, f"{record},,"])}.items():
            archive.writestr(name, text)
    return path.read_bytes()


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
    uv = shutil.which("uv") or ROOT / ".tools/bin/uv"
    done = subprocess.run(
        [ROOT / "scripts/swedish_pipeline.sh", uv, python, wanted],
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


def in_the_image(folder: Path, address: str, content: bytes) -> str:
    """What the image's step says, in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    image = (ROOT / "deploy/Dockerfile").read_text().replace("\\\n", " ")
    (step,) = [line for line in image.splitlines() if "requirements/swedish.txt ||" in line]
    digest = hashlib.sha256(content).hexdigest()
    (folder / "requirements").mkdir()
    (folder / "requirements/swedish.txt").write_text(f"sv-core-news-sm @ {address} --hash=sha256:{digest}\n")
    return subprocess.run(
        ["sh", "-c", step.removeprefix("RUN ")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": f"{folder / 'venv/bin'}:{os.environ['PATH']}"},
    ).stdout


def has_it(folder: Path) -> bool:
    found = subprocess.run([folder / "venv/bin/python", "-c", "import sv_core_news_sm"], check=False)
    return found.returncode == 0


def test_an_image_has_the_right_wheel(host: Host, tmp_path: Path) -> None:
    assert OWN not in in_the_image(tmp_path, host.address, host.content)
    assert has_it(tmp_path)


def test_an_image_is_built_without_a_wheel_that_has_another_hash(host: Host, tmp_path: Path) -> None:
    assert OWN in in_the_image(tmp_path, host.address, b"another")
    assert not has_it(tmp_path)


def test_an_image_is_built_where_nobody_answers(tmp_path: Path) -> None:
    assert OWN in in_the_image(tmp_path, f"http://127.0.0.1:{free_port()}/{NAME}", b"")


def test_the_address_is_the_official_one_and_pinned() -> None:
    wanted = (ROOT / "requirements/swedish.txt").read_text()
    official = "https://github.com/explosion/spacy-models/releases/download/sv_core_news_sm-3.7.0"
    assert f"{official}/{NAME} " in wanted
    assert "--hash=sha256:" in wanted
