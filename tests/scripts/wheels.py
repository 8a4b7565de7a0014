"""A small package with the official Swedish pipeline's name, and an index that has it."""

import base64
import hashlib
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.settings import ROOT

INDEXED = "sv-core-news-sm==3.7.0"
INFO = "sv_core_news_sm-3.7.0.dist-info"
NAME = "sv_core_news_sm-3.7.0-py3-none-any.whl"


def uv() -> str:
    """The path of uv, as the scripts have it."""
    script = ROOT / "scripts/find_uv.sh"
    return subprocess.run([script], capture_output=True, text=True, check=True).stdout.strip()


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


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Not to the test's output."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of an index with this one package."""
    package = folder / "sv-core-news-sm"
    package.mkdir(parents=True)
    wheel(package / NAME)
    (package / "index.html").write_text(f'<a href="{NAME}">{NAME}</a>')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
