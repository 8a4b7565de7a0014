"""The kernel is asked of its clock and nothing is set; where there is nobody to ask, nothing is known."""

import ctypes
from types import SimpleNamespace

import pytest

from bot.check.kernel_clock import REFUSED, is_synchronised, state


def test_only_what_the_kernel_says_is_known() -> None:
    assert [is_synchronised(each) for each in (0, 1, 2, 3, 4, 5, -1)] == [True] * 5 + [False, None]


def test_the_kernel_is_asked_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def adjtimex(timex: ctypes.Array[ctypes.c_char]) -> int:
        asked.append(bytes(timex.raw))
        return 3

    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(adjtimex=adjtimex))
    assert state() == 3
    assert not any(asked[0]) and len(asked[0]) >= 208


def test_a_system_without_the_call_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    assert state() == REFUSED


def test_this_machines_kernel_can_be_asked() -> None:
    assert state() in range(-1, 6)
