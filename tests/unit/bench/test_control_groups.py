"""Where processes cannot be held to a share, that is said in one line."""

import os
from pathlib import Path

import pytest

from bench import control_groups


def test_who_is_not_root_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert control_groups.lacking() == "Only root may hold processes to a share of a core: run this as root."


def test_a_kernel_without_the_cpu_controller_is_told_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(control_groups, "GROUPS", tmp_path)
    lacking = control_groups.lacking()
    assert lacking and "cpu controller" in lacking and "\n" not in lacking
    assert list(tmp_path.iterdir()) == []
