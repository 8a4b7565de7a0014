"""An hour at half of what an installation carries: does anything grow that should not?

python -m bench.soak
python -m bench.soak --minutes 10 --rate 8

Production's shape with one Rasa server. Of each process the memory (proportional set size), the open files
and sockets and PostgreSQL's connections are looked at every ten seconds; what is compared are the medians of
the tenth of the time after the first tenth, when everything has been loaded, and of the last tenth.
"""

import argparse
import os
import platform
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import psutil

from bench.load.site import locust, site
from bench.load.usage import Tree, megabytes

EVERY_SECONDS = 10.0
DATABASE = "postgres"

Samples = dict[tuple[str, str], list[float]]
"""What was seen of a process, by its name and by what was looked at, in order."""


def look(trees: Mapping[str, Tree], seen: Samples) -> None:
    """Adds one sample of each."""
    for name, started in trees.items():
        tree = started
        if name == DATABASE:  # it starts a process for each connection
            tree = [started[0], *started[0].children()]
            seen[name, "processes"].append(len(tree))
        seen[name, "MB"].append(sum(map(megabytes, tree)))
        seen[name, "files and sockets"].append(sum(map(_open_files, tree)))


def _open_files(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.num_fds())
    return 0


def watched(trees: Mapping[str, Tree], over: threading.Event) -> Samples:
    """Looks until it is over."""
    seen: Samples = defaultdict(list)
    while not over.wait(EVERY_SECONDS):
        look(trees, seen)
    return seen


def growth(samples: list[float]) -> tuple[float, float]:
    """The medians of the second tenth of the samples and of the last."""
    tenth = max(1, len(samples) // 10)
    return statistics.median(samples[tenth : 2 * tenth]), statistics.median(samples[-tenth:])


def main() -> None:
    """Soaks, and prints a line for each process and quantity."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=12, help="messages a second")
    asked = parser.parse_args()
    over = threading.Event()
    seen: list[Samples] = []
    with site("1") as installation:
        watching = threading.Thread(target=lambda: seen.append(watched(installation.trees, over)))
        watching.start()
        began = time.monotonic()
        figures = locust(installation, "1", asked.rate, int(60 * asked.minutes))
        lasted = time.monotonic() - began
        over.set()
        watching.join()
    requests = sum(each["num_requests"] for each in figures)
    failures = sum(each["num_failures"] for each in figures)
    print(
        f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {lasted / 60:.0f} minutes: "
        f"{requests} requests, {requests / lasted:.1f} a second, {failures} failed.\n"
    )
    print("| process | | after the start | at the end | growth |\n|---|---|---:|---:|---:|")
    for (name, what), samples in sorted(seen[0].items()):
        first, last = growth(samples)
        print(f"| {name} | {what} | {first:.0f} | {last:.0f} | {100 * (last / first - 1):+.1f} % |")


if __name__ == "__main__":
    main()
