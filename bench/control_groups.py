"""Holds processes to a share of one core: by the kernel's control groups, version 1 or 2, which need root."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.load.usage import Tree

GROUPS = Path("/sys/fs/cgroup")
PERIOD = 10_000
"""Microseconds in which a share is used up: short, or a turn would wait long for the next period."""


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
        OSError: there is no cpu controller, or it is not ours to use.
    """
    is_second_version = (GROUPS / "cgroup.controllers").exists()
    parent = GROUPS if is_second_version else GROUPS / "cpu"
    if is_second_version:
        _enable_cpu(parent / "cgroup.subtree_control")
    group = parent / f"vagvisaren-bench-{name}"
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
        while left := (group / "cgroup.procs").read_text().split():  # what they started meanwhile as well
            _move(left, parent)
        group.rmdir()


def _enable_cpu(controllers: Path) -> None:
    if "cpu" not in controllers.read_text().split():
        controllers.write_text("+cpu")


def _move(pids: Iterable[int | str], group: Path) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it has ended
            (group / "cgroup.procs").write_text(str(pid))
