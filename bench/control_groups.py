"""Holds processes to a share of one core: by the kernel's control groups, version 1 or 2, which need root."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from bench.load.usage import Tree

GROUPS = Path("/sys/fs/cgroup")
PERIOD = 10_000
"""Microseconds in which a share is used up: short, or a turn would wait long for the next period."""

PATIENCE_SECONDS = 10.0
"""For processes to leave a group that is to be taken away."""


def lacking() -> str | None:
    """What this machine lacks, in one line; None where processes can be held."""
    if os.geteuid() != 0:
        return "Only root may hold processes to a share of a core: run this as root."
    try:
        with held_to(1.0, "trial", []):
            return None
    except OSError as error:
        return (
            f"Here are no control groups with the cpu controller, which hold processes to a share: {error}."
        )


@contextmanager
def held_to(share: float, name: str, tree: Tree) -> Iterator[None]:
    """Holds processes, and those that they start, to a share of one core for as long as the block lasts.

    Raises:
        OSError: there is no cpu controller, or it is not ours to use, or a process stays in the group.
    """
    is_second_version = (GROUPS / "cgroup.controllers").exists()
    parent = GROUPS if is_second_version else GROUPS / "cpu"
    group = parent / f"vagvisaren-bench-{name}"
    with _cpu_enabled(parent / "cgroup.subtree_control") if is_second_version else nullcontext():
        group.mkdir(exist_ok=True)  # one may be left of a run that was killed
        try:
            quota = int(share * PERIOD)
            if is_second_version:
                (group / "cpu.max").write_text(f"{quota} {PERIOD}")
            else:
                (group / "cpu.cfs_period_us").write_text(str(PERIOD))
                (group / "cpu.cfs_quota_us").write_text(str(quota))
            _move((process.pid for process in tree), group)
            yield
        finally:
            _empty(group, parent)
            group.rmdir()


@contextmanager
def _cpu_enabled(controllers: Path) -> Iterator[None]:
    """Where groups of version 2 have no cpu controller, they have it for as long as the block lasts."""
    if "cpu" in controllers.read_text().split():
        yield
        return
    controllers.write_text("+cpu")
    try:
        yield
    finally:
        with suppress(OSError):  # somebody else has begun to use it
            controllers.write_text("-cpu")


def _empty(group: Path, into: Path) -> None:
    """Moves out whoever is in a group, and what they start meanwhile.

    Raises:
        TimeoutError: some stay where they are.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while left := (group / "cgroup.procs").read_text().split():
        if time.monotonic() > until:
            raise TimeoutError(f"{group} cannot be taken away: {', '.join(left)} do not leave it")
        _move(left, into)
        time.sleep(0.01)


def _move(pids: Iterable[int | str], group: Path) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it has ended
            (group / "cgroup.procs").write_text(str(pid))
