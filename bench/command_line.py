"""What the benchmarks' command lines have in common."""

import argparse
import os
import platform
from datetime import date
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


def parser(doc: str | None) -> argparse.ArgumentParser:
    """A parser for a benchmark's options, with its docstring as the help text."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def headline() -> str:
    """The date and the machine, for the line above each table."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"
    return ", ".join(filter(None, (str(date.today()), _processor(CPUINFO), machine)))


def _processor(cpuinfo: Path) -> str:
    """The processor's name; empty if the kernel does not report one, as on ARM."""
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else ""
