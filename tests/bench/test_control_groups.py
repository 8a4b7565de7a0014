"""Where processes cannot be held to a share, that is said in one line."""

import os
import shutil
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


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Control groups of version 2, as files: one group for a trial, and the controllers that groups have."""
    group = tmp_path / "vagvisaren-bench-trial"
    group.mkdir()
    for path in (tmp_path / "cgroup.controllers", group / "cpu.max", group / "cgroup.procs"):
        path.touch()
    (tmp_path / "cgroup.subtree_control").write_text("memory pids")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(control_groups, "GROUPS", tmp_path)
    monkeypatch.setattr(Path, "rmdir", shutil.rmtree)  # the kernel takes a group's files away itself
    return tmp_path


def test_a_trial_leaves_the_machines_controllers_as_they_were(second_version: Path) -> None:
    assert control_groups.lacking() is None
    assert (second_version / "cgroup.subtree_control").read_text() == "-cpu"
    assert not (second_version / "vagvisaren-bench-trial").exists()


def test_a_controller_that_was_on_stays_on(second_version: Path) -> None:
    (second_version / "cgroup.subtree_control").write_text("cpu memory")
    assert control_groups.lacking() is None
    assert (second_version / "cgroup.subtree_control").read_text() == "cpu memory"


def test_a_process_that_does_not_leave_its_group_is_not_waited_for_without_end(
    second_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control_groups, "PATIENCE_SECONDS", 0.1)
    (second_version / "vagvisaren-bench-trial/cgroup.procs").write_text("4711")
    with pytest.raises(TimeoutError, match="4711"), control_groups.held_to(1.0, "trial", []):
        pass
    assert (second_version / "cgroup.procs").read_text() == "4711"
