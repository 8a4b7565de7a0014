"""What other visitors notice, and what memory it takes, while somebody sends whatever might break something.

python -m bench.hostile
python -m bench.hostile --messages 2000 --connections 500

Production's shape with two Rasa servers. A third of the requests are messages that reach the assistant.
In every phase one ordinary visitor after the other, on a connection of their own, asks a question every half
second. It ends with 1 where they stall or something is answered with 5xx.

Forty minutes, with `--messages 8000` six. Needs PostgreSQL, Redis and nginx, and to be allowed more
open files than connections.
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
from bench.load.site import NO_LIMIT
from bench.load.usage import Usage, megabytes
from bench.quantiles import p95
from bench.questions import QUESTIONS, is_out_of_order
from lab.held_connections import held_open, slowloris
from lab.hostile import hostile_requests
from lab.production import Production, production

PROCESSES, SENDERS = 8, 40
"""Senders, divided among so many processes: one alone could not send as much."""

LAST = 19
"""The nicest that a process can be."""

SESSION = Path("/proc/self/autogroup")
"""How nice a session is; not there where the kernel does not weigh them."""

PARTS = 4
"""The flood is told of in so many parts: what grows worse with time shows."""

SLOW = 500
ASKED_EVERY = 0.5
LONGEST_WAIT = 1.0
"""Seconds. The demand: whatever somebody sends, other visitors never stall over a second."""

SEED = 4127
"""In each phase the ordinary visitors ask the same held-out questions, in the same order, drawn at random."""

QUIET, HELD_FOR, AFTERWARDS, RELOADED = 10, 20, 70, 5
"""Seconds: of the ordinary visitors alone, with connections held open, before a last look at memory (servers
give it back each minute), and until nginx's old worker is gone."""

NO_ANSWER = 0
INTERNAL_ERROR = 500


def send(address: str, certificate: Path, number: int, seed: int) -> Counter[int]:
    """Sends so many requests, one after the other; how many were answered with each status."""
    seen: Counter[int] = Counter()
    context = ssl.create_default_context(cafile=certificate)
    with httpx.Client(base_url=address, verify=context, timeout=60) as client:
        for request in islice(hostile_requests(seed), number):
            try:
                seen[request.send(client).status_code] += 1
            except httpx.HTTPError:
                seen[NO_ANSWER] += 1
    return seen


def send_side_by_side(address: str, certificate: Path, number: int, seeds: Sequence[int]) -> Counter[int]:
    """Sends so many for each seed, all of them at once."""
    with ThreadPoolExecutor(len(seeds)) as pool:
        return sum(pool.map(partial(send, address, certificate, number), seeds), Counter())


def send_all(pool: Executor, running: Production, number: int, first_seed: int) -> Counter[int]:
    """Sends so many from all senders together."""
    seeds = range(first_seed, first_seed + SENDERS)
    own = partial(send_side_by_side, running.address, running.certificate, number // SENDERS)
    return sum(pool.map(own, [seeds[first::PROCESSES] for first in range(PROCESSES)]), Counter())


def give_way() -> None:
    """Lets all that others have to do go before what this process does.

    In life senders are other machines: here the visitor whose waiting is measured is to wait for the servers,
    not for them. Linux weighs sessions against each other before it weighs the processes of one.
    """
    os.setsid()
    os.nice(LAST)
    while SESSION.exists():
        try:
            SESSION.write_text(str(LAST), encoding="ascii")
            return
        except BlockingIOError:  # but for root, one session in a tenth of a second
            time.sleep(0.1)


class OrdinaryVisitors:
    """Ask for as long as their block lasts; how long each waited, in seconds, and how many in vain."""

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
    """Prints what ordinary visitors noticed of a phase, and what its requests were answered.

    Returns what of it is not as it is to be.
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
    """Nobody else is there."""
    time.sleep(QUIET)
    return Counter()


def slow(running: Production) -> Counter[int]:
    """Many send a byte a second."""
    with slowloris(running.ports["https"], running.certificate, SLOW):
        time.sleep(HELD_FOR)
    return Counter()


def idle(running: Production, number: int) -> Counter[int]:
    """Very many send nothing."""
    with held_open(running.ports["https"], running.certificate, number):
        time.sleep(HELD_FOR)
    return Counter()


def memory(running: Production) -> dict[str, float]:
    """Megabytes of each name now."""
    return {name: sum(map(megabytes, tree)) for name, tree in running.trees().items()}


@contextmanager
def watched(running: Production) -> Iterator[list[str]]:
    """Prints, after the block and a minute, what memory it took, and who was no longer the same process.

    Gives what is lacking so far, to add to.
    """
    lacking = measured(running, "nobody else", quiet)  # before: what a server takes that serves somebody
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
    """Sends it all, and prints two tables; ends with 1 where others noticed more than they may."""
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
        ProcessPoolExecutor(PROCESSES, get_context("spawn"), give_way) as pool,
        production(extra=NO_LIMIT) as running,
        watched(running) as lacking,
    ):
        for part in range(PARTS):
            flood = partial(send_all, pool, running, asked.messages // PARTS, part * SENDERS)
            lacking.extend(measured(running, f"requests, part {part + 1} of {PARTS}", flood))
        lacking.extend(measured(running, f"{SLOW} send a byte a second", partial(slow, running)))
        for name in ("connections", "connections again"):  # the second wave needs no memory of its own
            held = partial(idle, running, asked.connections)
            lacking.extend(measured(running, f"{asked.connections} {name}", held))
    if lacking:
        raise SystemExit("\n" + "\n".join(lacking))


if __name__ == "__main__":
    main()
