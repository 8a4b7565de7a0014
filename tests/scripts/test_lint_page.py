"""Tools that need no Node on the machine check the page's scripts, and are never silently left out."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from lab.processes import free_port
from tests.scripts.test_audit_installs import index

__all__ = ["index"]
COPIED = (
    *(f"scripts/{name}.sh" for name in ("lint_page", "page_tools", "environment_beside", "find_uv")),
    *(
        "requirements/node.txt",
        "requirements/uv.txt",
        "package.json",
        "package-lock.json",
        "biome.jsonc",
        "jsconfig.json",
    ),
    "bot/web/municipalities.d.ts",
)
SCRIPT = "bot/web/static/made_up.js"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one script of the page, and none of the tools."""
    for name in COPIED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / SCRIPT).parent.mkdir()
    (tmp_path / SCRIPT).write_text("export const one = 1;\n")
    (tmp_path / ".venv-front").symlink_to(ROOT / ".venv-front")
    (tmp_path / ".tools").mkdir()
    (tmp_path / ".tools/uv").symlink_to(ROOT / ".tools/uv")
    return tmp_path


def lint(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the check where no registry answers unless one is named, and where no Node is on the PATH."""
    nobody = f"http://127.0.0.1:{free_port()}"
    unanswered = {"UV_DEFAULT_INDEX": nobody, "UV_NO_CACHE": "1", "UV_HTTP_RETRIES": "0"}
    no_packages = {"npm_config_registry": nobody, "npm_config_cache": str(project / "cache")}
    return subprocess.run(
        [project / "scripts/lint_page.sh"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "HOME": os.environ["HOME"], **unanswered, **no_packages, **environment},
    )


def with_tools(project: Path, *names: str) -> Path:
    """The same project after these of the tools were installed."""
    subprocess.run([ROOT / "scripts/page_tools.sh"], check=True, capture_output=True)
    for name in names:
        (project / ".tools" / name).symlink_to(ROOT / ".tools" / name)
    return project


def test_what_is_well_written_passes(project: Path) -> None:
    done = lint(with_tools(project, "node", "page"))
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("export const one = 1\n", "format"),
        ("export const one = undeclared;\n", "noUndeclaredVariables"),
        ('localStorage.setItem("said", "hej");\n', "Nothing is stored in the browser."),
        ('console.log("hej");\n', "noConsole"),
        ('export const one = Math.round("1", 2);\n', "error TS"),
    ],
)
def test_what_is_not_is_told_and_fails(project: Path, script: str, told: str) -> None:
    (project / SCRIPT).write_text(script)
    done = lint(with_tools(project, "node", "page"))
    assert done.returncode == 1
    assert told in done.stdout + done.stderr


def test_where_nobody_answers_that_is_what_is_told(project: Path) -> None:
    done = lint(project)
    assert done.returncode == 2
    assert "were not checked" in done.stderr
    assert "since nobody answered" in done.stderr


def test_where_only_the_tools_registry_is_silent_that_is_told_too(project: Path) -> None:
    done = lint(with_tools(project, "node"))
    assert done.returncode == 2
    assert "since nobody answered" in done.stderr


def test_a_hash_that_is_not_the_locked_one_fails_and_is_told(project: Path, index: str) -> None:
    (project / "requirements/node.txt").write_text(f"sv-core-news-sm==3.7.0 --hash=sha256:{'0' * 64}\n")
    done = lint(project, UV_DEFAULT_INDEX=index)
    assert done.returncode == 3
    assert "Hash mismatch" in done.stderr
    assert "the reason stands above" in done.stderr
