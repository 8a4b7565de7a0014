"""Set-up installs what is locked and says so in a line; production gets nothing that only developers need."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.run.environments import Environment, pinned
from bot.settings import ROOT

SWEDISH = "Swedish pipeline: a test's own."
UV = f"""#!/bin/sh
echo "$@" >>"$(dirname "$0")/asked"
for last in "$@"; do :; done
case $1 in
  venv) exec {sys.executable} -m venv --without-pip "$last" ;;
  pip) [ ! -e "$(dirname "$0")/fails" ] ;;
esac
"""
"""A uv that makes environments, and installs nothing."""


class Project:
    """A folder with the script, locks of two packages, and a uv of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "requirements").mkdir()
        (folder / "scripts").mkdir()
        shutil.copy(ROOT / "scripts/setup.sh", folder / "scripts")
        for each in Environment:
            for name in (each.value, f"{each.value}-dev", f"swedish-{each.value}"):
                (folder / f"requirements/{name}.txt").write_text("one==1\n    # via two==2\ntwo==2\n")
        self.script("scripts/find_uv.sh", f"#!/bin/sh\necho {folder}/uv\n")
        self.script("scripts/find_python.sh", "#!/bin/sh\n")
        self.script("scripts/swedish_pipeline.sh", f'#!/bin/sh\necho "{SWEDISH}"\n')
        self.script("uv", UV)

    def script(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    def set_up(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.folder / "scripts/setup.sh"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def installed(self) -> list[str]:
        """The locks that uv was told to install, in order; forgets them."""
        asked = self.folder / "asked"
        lines = asked.read_text().splitlines() if asked.exists() else []
        asked.unlink(missing_ok=True)
        syncs = [line for line in lines if line.startswith("pip sync")]
        assert all("--require-hashes" in line for line in syncs)
        return [line.rpartition("requirements/")[2] for line in syncs]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_both_are_installed_with_a_line_for_each_and_then_not_again(project: Project) -> None:
    done = project.set_up()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Installing .venv-front: Python 3.13 and 2 packages for the public front and the desk ...",
        SWEDISH,
        "Installing .venv-rasa: Python 3.10 and 2 packages for Rasa and the action server ...",
        SWEDISH,
    ]
    assert project.installed() == ["front-dev.txt", "rasa-dev.txt"]
    again = project.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert project.installed() == []


def test_only_what_is_named_is_installed(project: Project) -> None:
    project.set_up("rasa")
    assert project.installed() == ["rasa-dev.txt"]
    assert project.set_up("rosa").returncode == 2


def test_a_changed_lock_is_installed(project: Project) -> None:
    project.set_up("front")
    (project.folder / "requirements/front-dev.txt").write_text("one==2\n")
    assert "1 packages" in project.set_up("front").stdout
    assert project.installed() == ["front-dev.txt"] * 2


def test_production_gets_nothing_for_developers_and_stays_so(project: Project) -> None:
    project.set_up("--production")
    assert project.installed() == ["front.txt", "rasa.txt"]
    assert project.set_up().stdout == ""
    (project.folder / "requirements/front.txt").write_text("one==2\n")
    project.set_up()
    assert project.installed() == ["front.txt"]


def test_a_developers_environment_can_become_one_for_production(project: Project) -> None:
    project.set_up("front")
    project.set_up("--production", "front")
    assert project.installed() == ["front-dev.txt", "front.txt"]


def test_an_installation_that_failed_is_made_again_for_what_it_was_made_for(project: Project) -> None:
    (project.folder / "fails").touch()
    assert project.set_up("--production", "front").returncode != 0
    (project.folder / "fails").unlink()
    project.set_up("front")
    assert project.installed() == ["front.txt"] * 2


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_every_python_installed_here_turns_telemetry_off(project: Project, environment: Environment) -> None:
    project.set_up(environment.value)
    python = project.folder / f".venv-{environment.value}/bin/python"
    asked = "import os; print(os.environ['RASA_TELEMETRY_ENABLED'])"
    variables = {**os.environ, "RASA_TELEMETRY_ENABLED": "true"}
    said = subprocess.run([python, "-c", asked], env=variables, capture_output=True, text=True, check=True)
    assert said.stdout == "false\n"


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_no_lock_for_production_has_what_only_developers_need(environment: Environment) -> None:
    development = {"pytest", "hypothesis", "mypy", "ruff", "playwright", "locust", "import-linter"}
    assert not development & set(pinned(environment.lock))
    with_it = environment.lock.with_name(f"{environment.value}-dev.txt")
    assert {"pytest", "hypothesis"} <= set(pinned(with_it))
    assert pinned(environment.lock).items() <= pinned(with_it).items()
