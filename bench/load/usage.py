"""Measures which cores and how much memory an installation's processes use, by name."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

import psutil

Tree = list[psutil.Process]
EVERY_SECONDS = 10.0
"""Reading a process's memory use walks through its pages and stops it meanwhile: done every second, it made
the 95th percentile of a question's response time at 10 turns per second 50 % longer."""


@dataclass(frozen=True)
class Use:
    """One name's use: average cores, and peak memory in megabytes (proportional set size)."""

    cores: float
    peak_mb: float


class Usage:
    """Measures during its block. Processes of one name count together, and may start and end meanwhile.

    Samples are `EVERY_SECONDS` apart. Not counted is what a process used between its last sample and its end,
    and a process that started and ended between two samples.
    """

    def __init__(self, trees: Callable[[], Mapping[str, Tree]]) -> None:
        """`trees` returns the current processes of each name."""
        self._trees = trees
        self._used: dict[str, dict[psutil.Process, float]] = defaultdict(dict)
        self._peaks: dict[str, float] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_again_and_again, daemon=True)

    def __enter__(self) -> "Usage":
        self._began = time.monotonic()
        self._before = {each: _processor_seconds(each) for tree in self._trees().values() for each in tree}
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()
        lasted = time.monotonic() - self._began
        self._look()
        self.by_name = {
            name: Use(sum(used.values()) / lasted, self._peaks[name]) for name, used in self._used.items()
        }

    def _look_again_and_again(self) -> None:
        while not self._stopping.wait(EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        with suppress(psutil.NoSuchProcess):  # a server is being restarted: the next sample has it
            trees = self._trees()
            for name, tree in trees.items():
                for process in tree:
                    self._note_processor(self._used[name], process)
            for name, tree in trees.items():  # last, because it is slow
                self._peaks[name] = max(self._peaks.get(name, 0.0), sum(map(megabytes, tree)))

    def _note_processor(self, used: dict[psutil.Process, float], process: psutil.Process) -> None:
        seconds = _processor_seconds(process) - self._before.get(process, 0.0)
        used[process] = max(used.get(process, 0.0), seconds)  # a process that has ended reads as zero


def tree_of(pid: int) -> Tree:
    """A process and its children."""
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def _processor_seconds(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def megabytes(process: psutil.Process) -> float:
    """A process's proportional set size; 0 for one that has ended."""
    with suppress(psutil.Error):
        return float(process.memory_full_info().pss) / 1e6
    return 0.0
