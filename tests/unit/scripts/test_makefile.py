"""Tasks look for what they need before they start with it."""

import subprocess

import pytest

from bot.settings import ROOT


def commands(task: str) -> str:
    """What `make` would run, in its order."""
    return subprocess.run(
        ["make", "--dry-run", task], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    ("task", "starts_production"),
    [("test", "-m pytest"), ("faults", "-m pytest"), ("bench", "-m bench.delivery")],
)
def test_production_is_started_only_where_its_servers_have_been_looked_for(
    task: str, starts_production: str
) -> None:
    first, _, _ = commands(task).partition(starts_production)
    assert "scripts/find_postgres.sh" in first and "scripts/find_servers.sh" in first


def test_all_benches_end_well_where_scaling_cannot_be_measured() -> None:
    assert "-m bench.scaling --where-possible" in commands("bench")
