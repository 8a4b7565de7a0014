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


@pytest.mark.parametrize(
    ("task", "starts_production"),
    [("test", "-m pytest"), ("faults", "-m pytest"), ("bench", "-m bench.")],
)
def test_production_is_started_only_where_its_servers_have_been_looked_for(
    task: str, starts_production: str
) -> None:
    first, _, _ = commands(task).partition(starts_production)
    assert "scripts/find_postgres.sh" in first and "scripts/find_servers.sh" in first


def test_a_bench_that_misses_what_is_demanded_is_named_and_stops_no_other(tmp_path: Path) -> None:
    asked, python = tmp_path / "asked", tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$*" >>{asked}\n[ "$2" != bench.soak ]\n')
    python.chmod(0o700)
    pythons = [f"{name}={python}" for name in ("FRONT", "RASA")]
    run = subprocess.run(["make", *pythons, "bench"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "Not as demanded, see above: soak\n" in run.stderr
    lines = asked.read_text().splitlines()
    assert lines.index("-m bench.soak") < lines.index("-m bench.hostile")
    assert lines[-1] == "-m bench.nlu"
