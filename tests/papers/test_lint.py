"""What a commit is checked for is what `make lint` checks, and no shell script is left out."""

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from bot.settings import ROOT


def printed(*command: str, folder: Path = ROOT) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_every_hook_runs_a_command_of_make_lint_and_none_is_missing() -> None:
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert local["repo"] == "local"  # no hook comes from another repository
    entries = {hook["entry"].removesuffix(" --force-exclude") for hook in local["hooks"]}
    commands = printed("make", "--dry-run", "lint").splitlines()
    checks = {re.sub(r"^imports=\$\((.+?)\)", r"\1", line.partition(" || ")[0]) for line in commands}
    linted = {check.removesuffix(" .") for check in checks if not check.startswith("scripts/setup.sh")}
    assert linted == entries


def test_every_shell_script_is_checked() -> None:
    tracked = printed("git", "ls-files").splitlines()
    checked = set(printed("git", "ls-files", "*.sh", ".ci/*").splitlines())
    first_lines = {
        name: (ROOT / name).read_bytes().partition(b"\n")[0] for name in tracked if (ROOT / name).is_file()
    }
    scripts = {name for name, line in first_lines.items() if re.match(rb"#!.*\b(ba|da)?sh\b", line)}
    assert len(scripts) > 8
    assert scripts <= checked


def test_a_fault_in_a_shell_script_fails(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/shellcheck.sh", tmp_path / "scripts")
    beside = tmp_path / "scripts/environment_beside.sh"
    beside.write_text(f'#!/bin/sh\nexec {ROOT}/scripts/environment_beside.sh "$1"\n')
    beside.chmod(0o755)
    printed("git", "init", "--quiet", folder=tmp_path)
    printed("git", "add", "scripts", folder=tmp_path)
    printed("scripts/shellcheck.sh", folder=tmp_path)
    (tmp_path / "faulty.sh").write_text("#!/bin/sh\nrm $1\n")
    printed("git", "add", "faulty.sh", folder=tmp_path)
    found = subprocess.run(
        ["scripts/shellcheck.sh"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode != 0
    assert "SC2086" in found.stdout
