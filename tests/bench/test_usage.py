"""What processes used is told rightly when some of them begin or end meanwhile."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from bench.load.usage import Usage


class FakeProcess:
    """What is read of a process: at each look it has used the next of these seconds; then it has ended."""

    def __init__(self, *seconds: float) -> None:
        self._seconds = iter(seconds)

    def cpu_times(self) -> SimpleNamespace:
        try:
            return SimpleNamespace(user=next(self._seconds), system=0.0)
        except StopIteration:
            raise psutil.NoSuchProcess(1) from None

    def memory_full_info(self) -> SimpleNamespace:
        return SimpleNamespace(pss=1e6)


def used(*looks: dict[str, list[Any]]) -> dict[str, float]:
    """Seconds of a core by name, of a block that sees this at its beginning, meanwhile, and at its end."""
    trees: Iterator[dict[str, list[Any]]] = iter(looks)
    with Usage(lambda: next(trees)) as usage:
        for _ in looks[2:]:
            usage._look()
    steady = usage.by_name["steady"].cores
    return {name: use.cores / steady for name, use in usage.by_name.items()}


def steady(looks: int) -> dict[str, list[Any]]:
    """A process that uses one second in all, to compare with."""
    return {"steady": [FakeProcess(*[5.0] * (looks - 1), 6.0)]}


def test_what_a_process_used_before_does_not_count() -> None:
    here = steady(2) | {"web": [FakeProcess(100.0, 103.0)]}
    assert used(here, here)["web"] == pytest.approx(3)


def test_a_process_that_began_meanwhile_counts_from_its_own_beginning() -> None:
    here, new = steady(2), FakeProcess(2.0)
    assert used(here | {"web": []}, here | {"web": [new]})["web"] == pytest.approx(2)


def test_a_process_that_ended_counts_until_the_last_look_at_it() -> None:
    here, old, new = steady(3), FakeProcess(100.0, 104.0), FakeProcess(1.0)
    found = used(here | {"web": [old]}, here | {"web": [old]}, here | {"web": [new]})
    assert found["web"] == pytest.approx(5)


def test_a_process_that_ends_while_it_is_read_takes_nothing_away() -> None:
    here = steady(3) | {"web": [FakeProcess(100.0, 104.0)]}
    assert used(here, here, here)["web"] == pytest.approx(4)


def test_a_look_while_a_server_is_started_anew_is_left_out() -> None:
    looks = iter([steady(2), steady(2)])

    def trees() -> dict[str, list[Any]]:
        if (seen := next(looks, None)) is None:
            raise psutil.NoSuchProcess(1)
        return seen

    with Usage(trees) as usage:
        usage._look()
    assert usage.by_name["steady"].peak_mb == 1
