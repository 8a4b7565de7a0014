"""Where a Python of the version asked for is looked for, and what is said when there is none."""

import subprocess
from pathlib import Path

import pytest

from bot.run.environments import Environment
from bot.settings import ROOT

SCRIPT = ROOT / "scripts/find_python.sh"

pytestmark = pytest.mark.parametrize("version", [each.version for each in Environment])


def fake(path: Path, version: str) -> Path:
    """A stand-in that answers the version check as a Python of this version would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\ncase "$2" in *"\'{version}\'"*) exit 0 ;; esac\nexit 1\n')
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


def find(machine: Path, version: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "bin"), "PYENV_ROOT": str(machine / "pyenv"), "HOME": str(machine)}
    command = ["/bin/sh", str(SCRIPT), str(machine / "uv"), version]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_python_on_path_comes_first(machine: Path, version: str) -> None:
    on_path = fake(machine / f"bin/python{version}", version)
    fake(machine / f"pyenv/versions/{version}.13/bin/python", version)
    assert find(machine, version).stdout.strip() == str(on_path)


def test_a_python_of_another_version_is_passed_over_for_pyenv(machine: Path, version: str) -> None:
    """So is a shim of pyenv's without a Python behind it."""
    fake(machine / f"bin/python{version}", "3.11")
    fake(machine / "bin/python3", "3.11")
    in_pyenv = fake(machine / f"pyenv/versions/{version}.13/bin/python", version)
    assert find(machine, version).stdout.strip() == str(in_pyenv)


def test_uv_is_asked_last(machine: Path, version: str) -> None:
    downloaded = fake(machine / "uv-python/python", version)
    (machine / "uv").write_text(
        f'#!/bin/sh\n[ "$*" = "python find {version}" ] && echo {downloaded}\nexit 0\n'
    )
    assert find(machine, version).stdout.strip() == str(downloaded)


def test_without_any_the_message_says_what_to_install(machine: Path, version: str) -> None:
    result = find(machine, version)
    assert result.returncode == 1
    assert f"pyenv install {version}" in result.stderr
    assert result.stdout == ""
