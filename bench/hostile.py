"""Measures how much a flood of hostile requests slows other visitors, and how much memory it takes.

python -m bench.hostile
python -m bench.hostile --messages 2000 --connections 500

A complete production with two Rasa servers and the default limits; each sender has an address of its own. A
third of the requests are messages that reach the assistant.
In every phase, ordinary visitors ask a question every half second, one after the other and each on a new
connection. The exit code is 1 if they wait too long or anything is answered with 5xx.

Forty minutes, or six with `--messages 8000`. Needs PostgreSQL, Redis and nginx, and a limit on open files
above the number of connections.
"""

import os
import random
import resource
import secrets
import signal
import ssl
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import httpx

from bench.command_line import headline, parser
from bench.load.usage import Usage, megabytes
from bench.quantiles import p95
from bench.questions import QUESTIONS, is_out_of_order
from lab.addresses import address_of_its_own
from lab.held_connections import held_open, slowloris
from lab.hostile import hostile_requests
from lab.production import Production, production

PROCESSES, SENDERS = 8, 40
"""The senders are divided among several processes, because one could not send as much."""

LAST = 19
"""The highest niceness."""

SESSION = Path("/proc/self/autogroup")
"""The session's niceness; missing if the kernel does not schedule by session."""

PARTS = 4
"""The flood is reported in this many parts, so that what gets worse with time shows."""

SLOW = 500
ASKED_EVERY = 0.5
LONGEST_WAIT = 1.0
"""Seconds. The requirement: whatever somebody sends, no other visitor waits longer than this."""

SEED = 4127
"""In each phase the ordinary visitors ask the same randomly drawn held-out questions, in the same order."""

QUIET, HELD_FOR, AFTERWARDS, RELOADED = 10, 20, 70, 5
"""Seconds with ordinary visitors only; with connections held open; before memory is read again (servers
return it each minute); and until nginx's old worker has ended."""

NO_ANSWER = 0
INTERNAL_ERROR = 500


def send(address: str, certificate: Path, number: int, seed: int) -> Counter[int]:
    """Sends `number` requests one after the other; returns the number of answers by status."""
    seen: Counter[int] = Counter()
    context = ssl.create_default_context(cafile=certificate)
    transport = httpx.HTTPTransport(verify=context, local_address=address_of_its_own())
    with httpx.Client(base_url=address, transport=transport, timeout=60) as client:
        for request in islice(hostile_requests(seed), number):
            try:
                seen[request.send(client).status_code] += 1
            except httpx.HTTPError:
                seen[NO_ANSWER] += 1
    return seen


def send_side_by_side(address: str, certificate: Path, number: int, seeds: Sequence[int]) -> Counter[int]:
    """Sends `number` requests for each seed, with one thread per seed."""
    with ThreadPoolExecutor(len(seeds)) as pool:
        return sum(pool.map(partial(send, address, certificate, number), seeds), Counter())


def send_all(pool: Executor, running: Production, number: int, first_seed: int) -> Counter[int]:
    """Sends `number` requests in all, divided among the senders."""
    seeds = range(first_seed, first_seed + SENDERS)
    own = partial(send_side_by_side, running.address, running.certificate, number // SENDERS)
    return sum(pool.map(own, [seeds[first::PROCESSES] for first in range(PROCESSES)]), Counter())


def lower_priority() -> None:
    """Gives this process the lowest priority, in a session of its own.

    Real senders are other machines, so the visitors whose waiting is measured should wait for the servers,
    not for the senders. Linux shares the processor between sessions first, and then between a session's
    processes.
    """
    os.setsid()
    os.nice(LAST)
    while SESSION.exists():
        try:
            SESSION.write_text(str(LAST), encoding="ascii")
            return
        except BlockingIOError:  # except for root, Linux allows one such change every 0.1 s
            time.sleep(0.1)


class OrdinaryVisitors:
    """Visitors who ask during the block: how long each waited, in seconds, and how many got no answer."""

    def __init__(self, running: Production) -> None:
        self._running = running
        self._chance = random.Random(SEED)
        self.waits: list[float] = []
        self.in_vain = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask_again_and_again)

    def __enter__(self) -> "OrdinaryVisitors":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask_again_and_again(self) -> None:
        while not self._over.wait(ASKED_EVERY):
            began = time.monotonic()
            self.in_vain += not self._is_answered()
            self.waits.append(time.monotonic() - began)

    def _is_answered(self) -> bool:
        body = {"conversation": secrets.token_urlsafe(24), "id": "1", "text": self._chance.choice(QUESTIONS)}
        with self._running.client() as visitor:
            try:
                answer = visitor.post("/api/messages", json=body)
            except httpx.HTTPError:
                return False
        return answer.status_code == 200 and not is_out_of_order(answer.text)


def measured(running: Production, name: str, phase: Callable[[], Counter[int]]) -> list[str]:
    """Runs a phase; prints the ordinary visitors' waits, and the statuses of the phase's requests.

    Returns the violated requirements.
    """
    began = time.monotonic()
    with OrdinaryVisitors(running) as visitors:
        seen = phase()
    by_class = [sum(n for status, n in seen.items() if status // 100 == each) for each in (0, 2, 3, 4, 5)]
    waits = [1000 * wait for wait in visitors.waits]
    times = f"{statistics.median(waits):.0f} / {p95(waits):.0f} / {max(waits):.0f}"
    cells = [
        name,
        f"{time.monotonic() - began:.0f}",
        seen.total(),
        *by_class,
        len(waits),
        visitors.in_vain,
        times,
    ]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)
    faults = {status: n for status, n in sorted(seen.items()) if status >= INTERNAL_ERROR}
    too_long = sum(wait > LONGEST_WAIT for wait in visitors.waits)
    lacks = {
        f"answered with 5xx, by status: {faults}": bool(faults),
        f"{visitors.in_vain} asked in vain": visitors.in_vain > 0,
        f"{too_long} waited over {LONGEST_WAIT:g} s": too_long > 0,
    }
    return [f"{name}: {lack}" for lack, is_so in lacks.items() if is_so]


def quiet() -> Counter[int]:
    """A phase without other traffic."""
    time.sleep(QUIET)
    return Counter()


def slow(running: Production) -> Counter[int]:
    """A phase with many connections that send a byte per second."""
    with slowloris(running.ports["https"], running.certificate, SLOW):
        time.sleep(HELD_FOR)
    return Counter()


def idle(running: Production, number: int) -> Counter[int]:
    """A phase with `number` idle connections."""
    with held_open(running.ports["https"], running.certificate, number):
        time.sleep(HELD_FOR)
    return Counter()


def memory(running: Production) -> dict[str, float]:
    """The current memory of each name's processes, in megabytes."""
    return {name: sum(map(megabytes, tree)) for name, tree in running.trees().items()}


@contextmanager
def watched(running: Production) -> Iterator[list[str]]:
    """Prints, a minute after the block, how much memory it took, and which servers were restarted.

    Yields the list of violated requirements, to be extended.
    """
    lacking = measured(running, "nobody else", quiet)  # so that memory is first read under ordinary use
    firsts = {name: tree[0].pid for name, tree in running.trees().items()}
    before = memory(running)
    with Usage(running.trees) as usage:
        yield lacking
    time.sleep(AFTERWARDS)
    after = memory(running)
    print("\n| MB | before | at most | a minute after | |\n|---|---:|---:|---:|---|")
    for name, tree in running.trees().items():
        cells = f"{before[name]:.0f} | {usage.by_name[name].peak_mb:.0f} | {after[name]:.0f}"
        print(f"| {name} | {cells} | {'' if tree[0].pid == firsts[name] else 'started anew'} |")
    running.signal("nginx", signal.SIGHUP)
    time.sleep(RELOADED)
    print(f"\nnginx after a reload: {memory(running)['nginx']:.0f} MB.")


def main() -> None:
    """Runs all phases, and prints two tables; exits with 1 if a requirement was violated."""
    options = parser(__doc__)
    options.add_argument("--messages", type=int, default=100_000, help="hostile requests")
    options.add_argument("--connections", type=int, default=5_000, help="held open at once")
    asked = options.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(f"{headline()}, {SENDERS} senders.\n")
    print(
        "| | s | requests | no answer | 2xx | 3xx | 4xx | 5xx | asked | in vain | ms median / p95 / longest |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with (
        ProcessPoolExecutor(PROCESSES, get_context("spawn"), lower_priority) as pool,
        production() as running,
        watched(running) as lacking,
    ):
        for part in range(PARTS):
            flood = partial(send_all, pool, running, asked.messages // PARTS, part * SENDERS)
            lacking.extend(measured(running, f"requests, part {part + 1} of {PARTS}", flood))
        lacking.extend(measured(running, f"{SLOW} send a byte a second", partial(slow, running)))
        for name in ("connections", "connections again"):  # the second time should need no more memory
            held = partial(idle, running, asked.connections)
            lacking.extend(measured(running, f"{asked.connections} {name}", held))
    if lacking:
        raise SystemExit("\n" + "\n".join(lacking))


if __name__ == "__main__":
    main()
