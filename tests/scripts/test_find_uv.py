"""uv is the one that is locked by hash, or there is none; and nothing from the network is run unseen."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.scripts.wheels import INDEXED, NAME, served


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the script, which locks a small package in the place of uv."""
    for name in ("requirements", "scripts"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "scripts/find_uv.sh", tmp_path / "scripts")
    return tmp_path


def find(project: Path, digest: str, index: str) -> subprocess.CompletedProcess[str]:
    (project / "requirements/uv.txt").write_text(f"{INDEXED} --hash=sha256:{digest}\n")
    environment = {
        **os.environ,
        "PIP_INDEX_URL": index,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    script = project / "scripts/find_uv.sh"
    return subprocess.run([script], env=environment, capture_output=True, text=True, check=False)


def test_the_locked_one_is_installed_once_and_its_path_is_all_that_is_printed(project: Path) -> None:
    with served(project / "index") as index:
        digest = hashlib.sha256((project / "index" / "sv-core-news-sm" / NAME).read_bytes()).hexdigest()
        done = find(project, digest, index)
    assert (done.returncode, done.stderr) == (0, "Installing uv ...\n")
    assert done.stdout == f"{project}/.tools/uv/bin/uv\n"
    assert list((project / ".tools/uv/lib").glob("python3*/site-packages/sv_core_news_sm"))
    again = find(project, digest, index)  # where nobody answers any more
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")


def test_one_with_another_hash_is_refused_and_not_taken_for_installed(project: Path) -> None:
    with served(project / "index") as index:
        done = find(project, "0" * 64, index)
    assert (done.returncode, done.stdout) == (1, "")
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert "Could not install uv" in done.stderr
    assert not list((project / ".tools/uv/lib").glob("python3*/site-packages/sv_core_news_sm"))
    assert not (project / ".tools/uv/requirements.sha256").exists()


def test_uv_is_pinned_to_one_version_by_hash() -> None:
    text = (ROOT / "requirements/uv.txt").read_text(encoding="utf-8")
    assert re.findall(r"^([\w-]+)==\d", text, re.MULTILINE) == ["uv"]
    assert "--hash=sha256:" in text and "://" not in text


def test_nothing_from_the_network_is_run_by_a_shell_unseen() -> None:
    piped = re.compile(r"\b(curl|wget)\b[^\n]*\|[^\n]*\b(ba|da|z)?sh\b|\bsh\b[^\n]*\$\((curl|wget)")
    assert piped.search("curl -LsSf https://example.se/install.sh | sh")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.split("\0")[:-1]:
        path = ROOT / name
        if path.is_file() and path != Path(__file__):
            assert not piped.search(path.read_bytes().decode(errors="replace")), name
