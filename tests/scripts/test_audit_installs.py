"""Where the tool that audits cannot be installed, CI may go on only if nobody answered."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from lab.processes import free_port
from tests.scripts.wheels import INDEXED, NAME, served, uv


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """The address of an index with a single package."""
    with served(tmp_path / "index") as address:
        yield address


def audit(folder: Path, index: str, digest: str) -> subprocess.CompletedProcess[str]:
    """Runs the script in a project whose tool is that package; what asks only says where it was installed."""
    for name in ("audit.sh", "environment_beside.sh"):
        (folder / "scripts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "scripts" / name, folder / "scripts" / name)
    (folder / "scripts/audit.py").write_text("import sys; print('asks with', sys.argv[1])")
    (folder / "scripts/find_uv.sh").write_text(f"#!/bin/sh\necho {uv()}\n")
    (folder / "scripts/find_uv.sh").chmod(0o755)
    (folder / "requirements").mkdir()
    (folder / "requirements/audit.txt").write_text(f"{INDEXED} --hash=sha256:{digest}\n")
    (folder / ".venv-front").symlink_to(ROOT / ".venv-front")
    return subprocess.run(
        [folder / "scripts/audit.sh"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={
            **os.environ,
            "UV_DEFAULT_INDEX": index,
            "UV_HTTP_RETRIES": "0",
            "UV_NO_CACHE": "1",
        },
    )


def digest_in(folder: Path) -> str:
    return hashlib.sha256((folder / "index/sv-core-news-sm" / NAME).read_bytes()).hexdigest()


def test_the_locked_tool_is_installed_and_asks(index: str, tmp_path: Path) -> None:
    done = audit(tmp_path, index, digest_in(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"asks with {tmp_path}/.tools/audit/bin/pip-audit\n"


def test_a_hash_that_is_not_the_locked_one_fails_and_is_told(index: str, tmp_path: Path) -> None:
    done = audit(tmp_path, index, "0" * 64)
    assert done.returncode == 3
    assert "Hash mismatch" in done.stderr
    assert "the reason stands above" in done.stdout


def test_an_index_without_the_tool_fails_too(index: str, tmp_path: Path) -> None:
    done = audit(tmp_path, f"{index}/elsewhere", digest_in(tmp_path))
    assert done.returncode == 3
    assert "sv-core-news-sm" in done.stderr


def test_where_nobody_answers_that_is_what_is_told(tmp_path: Path) -> None:
    done = audit(tmp_path, f"http://127.0.0.1:{free_port()}", "0" * 64)
    assert done.returncode == 2
    assert "since nobody answered" in done.stdout
