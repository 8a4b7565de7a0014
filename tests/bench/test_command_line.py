"""What stands above each table names the machine that was measured."""

import os
import re
from pathlib import Path

import pytest

from bench import command_line

ON_X86 = """processor\t: 0
model name\t: Some Processor 9 @ 2.5GHz

processor\t: 1
model name\t: Some Processor 9 @ 2.5GHz
"""


@pytest.mark.parametrize(
    ("cpuinfo", "named"), [(ON_X86, "Some Processor 9 @ 2.5GHz, "), ("processor\t: 0\n", ""), (None, "")]
)
def test_a_table_names_the_processor_where_the_kernel_does_and_always_the_memory(
    cpuinfo: str | None, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "cpuinfo"
    if cpuinfo is not None:
        path.write_text(cpuinfo)
    monkeypatch.setattr(command_line, "CPUINFO", path)
    monkeypatch.setattr(os, "sysconf", {"SC_PHYS_PAGES": 6 * 2**18, "SC_PAGE_SIZE": 2**12}.__getitem__)
    told = rf"\d{{4}}-\d\d-\d\d, {re.escape(named)}\w+, \d+ cores, 6 GB"
    assert re.fullmatch(told, command_line.headline())
