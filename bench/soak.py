"""Runs an installation for an hour at half its capacity, to find memory and connection leaks.

python -m bench.soak
python -m bench.soak --minutes 10 --rate 8

A complete production with one Rasa server. Every ten seconds the memory (proportional set size) and the open
files and sockets of each process, and PostgreSQL's connections, are sampled. The medians of the second tenth
of the time, when everything has been loaded, and of the last tenth are compared.

PostgreSQL's cache and the connection pools grow until they are full, which is not a leak, so they are filled
first. Rows that grew more than allowed are marked, and the exit code is then 1. Less than ten minutes say
nothing.

Needs PostgreSQL, Redis and nginx.
"""

import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import psutil

from bench.command_line import headline, parser
from bench.load import QUESTION
from bench.load.site import answered_within, locust, of_production
from bench.load.usage import Tree, megabytes
from lab.postgres import Postgres
from lab.production import DATABASE, production

EVERY_SECONDS = 10.0
FILLING_VISITORS, FILLING_SECONDS = 8, 30
"""Full load before the first sample, because a pool keeps five connections once it has needed them."""

MEMORY = "MB"
MAY_GROW = 0.03
"""The requirement: no process's memory grows by a larger share, and no files or connections leak."""

MAY_BE_MORE = 3
"""So few more files, sockets or connections are not a leak, whatever the share."""

FILL_CACHE = """
    CREATE TABLE filling (page text);
    ALTER TABLE filling ALTER page SET STORAGE PLAIN;
    INSERT INTO filling SELECT repeat('x', 8000)
        FROM generate_series(1, pg_size_bytes(current_setting('shared_buffers')) / 8192);
"""
"""As many rows as PostgreSQL's cache has pages: each row fills a page of 8192 bytes."""

Samples = dict[tuple[str, str], list[float]]
"""The samples in order, by process name and quantity."""


def look(trees: Mapping[str, Tree], seen: Samples) -> None:
    """Adds one sample of each quantity."""
    for name, tree in trees.items():
        if name == DATABASE:  # it has a process for each connection
            seen[name, "processes"].append(len(tree))
        seen[name, MEMORY].append(sum(map(megabytes, tree)))
        seen[name, "files and sockets"].append(sum(map(_open_files, tree)))


def _open_files(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.num_fds())
    return 0


@contextmanager
def watched(trees: Callable[[], Mapping[str, Tree]]) -> Iterator[Samples]:
    """Samples during the block."""
    seen: Samples = defaultdict(list)
    over = threading.Event()

    def look_again_and_again() -> None:
        while not over.wait(EVERY_SECONDS):
            with suppress(psutil.NoSuchProcess):  # a server is being restarted
                look(trees(), seen)

    watching = threading.Thread(target=look_again_and_again)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()


def growth(samples: list[float]) -> tuple[float, float]:
    """The medians of the second and the last tenth of the samples; a single sample counts as both."""
    tenth = max(1, len(samples) // 10)
    return statistics.median(samples[tenth : 2 * tenth] or samples), statistics.median(samples[-tenth:])


def percent(first: float, last: float) -> str:
    """The growth from first to last in percent, or a dash if the first is zero."""
    return f"{100 * (last / first - 1):+.1f} %" if first else "–"


def grew_too_much(what: str, first: float, last: float) -> bool:
    """Whether memory, files, sockets or connections grew more than allowed."""
    return last > first * (1 + MAY_GROW) and (what == MEMORY or last > first + MAY_BE_MORE)


def fill_cache(postgres: Postgres) -> None:
    """Fills PostgreSQL's cache, so that the long-lived process that writes it out has touched all of it."""
    for statement in (FILL_CACHE, "CHECKPOINT", "DROP TABLE filling"):
        postgres.execute(statement)


def main() -> None:
    """Runs it, and prints a line for each process and quantity; exits with 1 if one grew too much."""
    options = parser(__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--rate", type=int, default=15, help="visitors, each of about a turn a second")
    asked = options.parse_args()
    with production(rasas=1) as running:
        installation = of_production(running)
        fill_cache(running.postgres)
        locust(installation, "full", FILLING_VISITORS, FILLING_SECONDS)
        with watched(installation.trees) as seen:
            began = time.monotonic()
            figures = locust(installation, "1", asked.rate, int(60 * asked.minutes))
            lasted = time.monotonic() - began
    requests = sum(each["num_requests"] for each in figures)
    failures = sum(each["num_failures"] for each in figures)
    questions = [each for each in figures if each["name"] == QUESTION]
    median, p95, p99 = (answered_within(questions, share) for share in (0.5, 0.95, 0.99))
    print(
        f"{headline()}, {lasted / 60:.0f} minutes: {requests} requests, {requests / lasted:.1f} a second, "
        f"{failures} failed; a question {median:.0f} / {p95:.0f} / {p99:.0f} ms (median, p95, p99).\n"
    )
    print("| process | | after the start | at the end | growth | |\n|---|---|---:|---:|---:|---|")
    grown = False
    for (name, what), samples in sorted(seen.items()):
        first, last = growth(samples)
        is_too_much = grew_too_much(what, first, last)
        grown = grown or is_too_much
        mark = "too much" if is_too_much else ""
        print(f"| {name} | {what} | {first:.0f} | {last:.0f} | {percent(first, last)} | {mark} |")
    if grown:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
