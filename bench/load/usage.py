"""What the processes of an installation use while something goes on: cores and memory, by name."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

import psutil

Tree = list[psutil.Process]
EVERY_SECONDS = 10.0
"""Reading a process's memory walks through all of it, and the process waits meanwhile: done each second, it
made the 95th percentile of a question at 10 messages a second half as long again."""


@dataclass(frozen=True)
class Use:
    """One name's use: cores on average, and the most memory, in megabytes (proportional set size)."""

    cores: float
    peak_mb: float


class Usage:
    """Measures for as long as its block lasts. Processes of one name count together."""

    def __init__(self, trees: Callable[[], Mapping[str, Tree]]) -> None:
        self._trees = trees
        self._peaks: dict[str, float] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> "Usage":
        self._began, self._used = time.monotonic(), self._seconds()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()
        lasted, used = time.monotonic() - self._began, self._seconds()
        self._look()
        self.by_name = {
            name: Use((seconds - self._used.get(name, 0.0)) / lasted, self._peaks.get(name, 0.0))
            for name, seconds in used.items()
        }

    def _seconds(self) -> dict[str, float]:
        return {name: sum(map(_processor_seconds, tree)) for name, tree in self._trees().items()}

    def _sample(self) -> None:
        while not self._stopping.wait(EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        for name, tree in self._trees().items():
            self._peaks[name] = max(self._peaks.get(name, 0.0), sum(map(megabytes, tree)))


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
