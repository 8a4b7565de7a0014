"""Tasks look for what they need before they start with it."""

import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT


def commands(task: str) -> str:
    """What `make` would run, in its order."""
    return subprocess.run(
        ["make", "--dry-run", task], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("task", "starts_production"),
    [("test", "-m pytest"), ("faults", "-m pytest"), ("attack", "-m tests.attack"), ("bench", "-m bench.")],
)
def test_production_is_started_only_where_its_servers_have_been_looked_for(
    task: str, starts_production: str
) -> None:
    first, _, _ = commands(task).partition(starts_production)
    assert "scripts/find_postgres.sh" in first and "scripts/find_servers.sh" in first


def test_a_bench_that_misses_what_is_demanded_is_named_and_stops_no_other(tmp_path: Path) -> None:
    """Nothing is set up, trained or looked for here."""
    asked, python = tmp_path / "asked", tmp_path / "python"
    (tmp_path / "scripts").mkdir()
    script(python, f'echo "$*" >>{asked}\n[ "$2" != bench.soak ]')
    for name in ("setup.sh", "find_postgres.sh", "find_servers.sh"):
        script(tmp_path / "scripts" / name, ":")
    told = ["make", "-f", str(ROOT / "Makefile"), f"FRONT={python}", f"RASA={python}", "bench"]
    run = subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "Not as demanded, see above: soak\n" in run.stderr
    lines = asked.read_text().splitlines()
    assert lines[0] == "-m bot.run.train"
    assert lines.index("-m bench.soak") < lines.index("-m bench.hostile")
    assert lines[-1] == "-m bench.nlu"


def test_what_is_printed_of_set_up_is_what_the_script_prints(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    script(tmp_path / "scripts/setup.sh", 'echo "Set up: $*."')
    for task, printed in (
        ("setup", ["Set up: front.", "Set up: rasa."]),
        ("setup-production", ["Set up: --production."]),
    ):
        told = ["make", "-f", str(ROOT / "Makefile"), task]
        run = subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert (run.stdout.splitlines(), run.stderr) == (printed, "")
