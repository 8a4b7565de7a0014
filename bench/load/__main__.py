"""Messages a second, waiting, cores and memory, over the visitor API.

python -m bench.load                           embedded, then production with 1, 2 and 4 Rasa servers
python -m bench.load --seconds 20 embedded 2   some of them, shortly
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from bench.load.usage import Tree, Usage
from bot.settings import ROOT
from tests.support.processes import Processes, servers_on_free_ports
from tests.support.production import production

SHAPES = ("embedded", "1", "2", "4")
"""Embedded: one Rasa server and SQLite. A number: production with so many Rasa and action servers."""

PACES = {"full speed, 8 visitors": ("full", 8), "10 messages a second": ("1", 10)}
NO_LIMIT = {"VAGVISAREN_MESSAGES_PER_MINUTE": "1000000"}


@dataclass(frozen=True)
class Site:
    """An installation that runs."""

    address: str
    certificate: str | None
    trees: dict[str, Tree]


@contextmanager
def site(shape: str) -> Iterator[Site]:
    """An installation of this shape."""
    if shape == "embedded":
        with tempfile.TemporaryDirectory() as folder:
            servers = servers_on_free_ports(Path(folder))
            with Processes(servers, Path(folder) / "log", NO_LIMIT).run() as running:
                trees = {name: _tree(running.pid(name)) for name in servers.commands()}
                yield Site(f"http://127.0.0.1:{servers.web_port}", None, trees)
        return
    with production(rasas=int(shape), extra=NO_LIMIT) as running:
        trees = {name: running.tree(name) for name in running.names()}
        database = _tree(running.postgres.pid)
        yield Site(running.address, str(running.certificate), {**trees, "postgres": database})


def _tree(pid: int) -> Tree:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def locust(target: Site, pace: str, visitors: int, seconds: int) -> list[dict[str, Any]]:
    """Locust's figures, one entry for each kind of request."""
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


def milliseconds(figures: list[dict[str, Any]], share: float) -> float:
    """The time within which this share of the requests was answered."""
    times = sorted((float(ms), count) for each in figures for ms, count in each["response_times"].items())
    left = share * sum(count for _, count in times)
    for ms, count in times:
        left -= count
        if left <= 0:
            return ms
    return 0.0


def report(shape: str, pace: str, figures: list[dict[str, Any]], usage: Usage) -> str:
    """One line of the table."""
    requests = sum(each["num_requests"] for each in figures)
    failures = sum(each["num_failures"] for each in figures)
    lasted = max(each["last_request_timestamp"] for each in figures) - min(
        each["start_time"] for each in figures
    )
    median, p95, p99 = (milliseconds(figures, share) for share in (0.5, 0.95, 0.99))
    rasa = [use for name, use in usage.by_name.items() if name.startswith("rasa")]
    every = usage.by_name.values()
    cells = [
        shape if shape == "embedded" else f"production, {shape} Rasa",
        pace,
        f"{requests / lasted:.1f}",
        f"{median:.0f} / {p95:.0f} / {p99:.0f}",
        str(failures),
        f"{sum(use.cores for use in every):.2f}, of which Rasa {sum(use.cores for use in rasa):.2f}",
        f"{sum(use.peak_mb for use in every):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measures the shapes that are asked for, each at every pace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shapes", nargs="*", default=SHAPES, help=f"of {', '.join(SHAPES)}")
    parser.add_argument("--seconds", type=int, default=60, help="how long each lasts")
    wanted = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {wanted.seconds} s each.\n")
    print("| installation | pace | messages/s | ms median / p95 / p99 | errors | cores used | MB |")
    print("|---|---|---:|---:|---:|---|---:|")
    for shape in wanted.shapes:
        with site(shape) as target:
            locust(target, "full", 4, 5)  # what is loaded when first asked is not measured
            for pace, (which, visitors) in PACES.items():
                with Usage(lambda: target.trees) as usage:
                    figures = locust(target, which, visitors, wanted.seconds)
                print(report(shape, pace, figures, usage), flush=True)


if __name__ == "__main__":
    main()
