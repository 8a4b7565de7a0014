"""Installations under load, and the load."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load.usage import Tree, tree_of
from bot.settings import ROOT
from lab.processes import Processes, servers_on_free_ports
from lab.production import Production, production


@dataclass(frozen=True)
class Site:
    """A running installation; `trees` returns its current processes by name."""

    address: str
    certificate: str | None
    trees: Callable[[], Mapping[str, Tree]]


@contextmanager
def site(shape: str) -> Iterator[Site]:
    """Runs an installation during the block: `embedded`, or production with a number of Rasa servers."""
    if shape == "embedded":
        with tempfile.TemporaryDirectory() as folder:
            servers = servers_on_free_ports(Path(folder))
            with Processes(servers, Path(folder) / "log").run() as running:
                yield Site(
                    f"http://127.0.0.1:{servers.web_port}",
                    None,
                    lambda: {name: tree_of(running.pid(name)) for name in servers.commands()},
                )
        return
    with production(rasas=int(shape)) as running:
        yield of_production(running)


def of_production(running: Production) -> Site:
    """A production that is already running, as a site."""
    return Site(running.address, str(running.certificate), running.trees)


def locust(target: Site, pace: str, visitors: int, seconds: int) -> list[dict[str, Any]]:
    """Runs Locust; returns its results, one entry per kind of request."""
    own = {"BENCH_PACE": pace, **({"BENCH_CERTIFICATE": target.certificate} if target.certificate else {})}
    command = [sys.executable, "-m", "locust", "--headless", "--json", "--skip-log", "--host", target.address]
    command += ["--locustfile", str(ROOT / "bench/load/locustfile.py"), "--users", str(visitors)]
    command += ["--spawn-rate", str(visitors), "--run-time", f"{seconds}s", "--exit-code-on-error", "0"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **own},
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: list[dict[str, Any]] = json.loads(done.stdout)
    return figures


def requests_a_second(figures: list[dict[str, Any]]) -> float:
    """All requests per second, successful or failed."""
    first = min(each["start_time"] for each in figures)
    last = max(each["last_request_timestamp"] for each in figures)
    return float(sum(each["num_requests"] for each in figures) / (last - first))


def answered_within(figures: list[dict[str, Any]], share: float) -> float:
    """The milliseconds within which this share of requests was answered."""
    times = sorted((float(ms), count) for each in figures for ms, count in each["response_times"].items())
    left = share * sum(count for _, count in times)
    for ms, count in times:
        left -= count
        if left <= 0:
            return ms
    return 0.0
