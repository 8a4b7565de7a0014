"""Where Python 3.10 is looked for, and what is said when there is none."""

import os
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT

SCRIPT = ROOT / "scripts/find_python.sh"


def fake(path: Path, minor: int) -> Path:
    """A stand-in that answers the version check as Python 3.<minor> would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {0 if minor == 10 else 1}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """An empty machine: a PATH with the shell's own tools only, no pyenv, and a uv that can do nothing."""
    fake_uv = tmp_path / "uv"
    fake_uv.write_text("#!/bin/sh\nexit 1\n")
    fake_uv.chmod(0o755)
    (tmp_path / "bin").mkdir()
    return tmp_path


def find(machine: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "bin"), "PYENV_ROOT": str(machine / "pyenv"), "HOME": str(machine)}
    command = ["/bin/sh", str(SCRIPT), str(machine / "uv")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_python_on_path_comes_first(machine: Path) -> None:
    on_path = fake(machine / "bin/python3.10", 10)
    fake(machine / "pyenv/versions/3.10.13/bin/python", 10)
    assert find(machine).stdout.strip() == str(on_path)


def test_a_shim_without_a_python_behind_it_is_passed_over_for_pyenv(machine: Path) -> None:
    fake(machine / "bin/python3.10", 11)
    in_pyenv = fake(machine / "pyenv/versions/3.10.13/bin/python", 10)
    assert find(machine).stdout.strip() == str(in_pyenv)


def test_uv_is_asked_last(machine: Path) -> None:
    downloaded = fake(machine / "uv-python/python", 10)
    (machine / "uv").write_text(f'#!/bin/sh\n[ "$2" = find ] && echo {downloaded}\nexit 0\n')
    assert find(machine).stdout.strip() == str(downloaded)


def test_without_any_the_message_says_what_to_install(machine: Path) -> None:
    result = find(machine)
    assert result.returncode == 1
    assert "pyenv install 3.10" in result.stderr
    assert result.stdout == ""


def test_the_scripts_are_executable() -> None:
    for script in (ROOT / "scripts").glob("*.sh"):
        assert os.access(script, os.X_OK), script
