"""What the processes of an installation use while something goes on: cores and memory, by name."""

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
"""Reading a process's memory walks through all of it, and the process waits meanwhile: done each second, it
made the 95th percentile of a question at 10 turns a second half as long again."""


@dataclass(frozen=True)
class Use:
    """One name's use: cores on average, and the most memory, in megabytes (proportional set size)."""

    cores: float
    peak_mb: float


class Usage:
    """Measures for as long as its block lasts. Processes of one name count together.

    They may begin and end meanwhile. Not counted is what one used between the last look at it and its end,
    nor one that began and ended between two looks, which are `EVERY_SECONDS` apart.
    """

    def __init__(self, trees: Callable[[], Mapping[str, Tree]]) -> None:
        """`trees` gives the processes of each name as they are at that moment."""
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
        with suppress(psutil.NoSuchProcess):  # a server is just being started anew: the next look sees it
            trees = self._trees()
            for name, tree in trees.items():
                for process in tree:
                    self._note_processor(self._used[name], process)
            for name, tree in trees.items():  # afterwards, for it takes its time
                self._peaks[name] = max(self._peaks.get(name, 0.0), sum(map(megabytes, tree)))

    def _note_processor(self, used: dict[psutil.Process, float], process: psutil.Process) -> None:
        seconds = _processor_seconds(process) - self._before.get(process, 0.0)
        used[process] = max(used.get(process, 0.0), seconds)  # less is read of one that has ended


def tree_of(pid: int) -> Tree:
    """A process and all that it has started."""
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
