"""What the benches' command lines have in common."""

import argparse
import os
import platform
from datetime import date
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


def parser(doc: str | None) -> argparse.ArgumentParser:
    """For a bench's options; its docstring is the help, line by line."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def headline() -> str:
    """When it was measured, and on what; stands above each table."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"
    return ", ".join(filter(None, (str(date.today()), _processor(CPUINFO), machine)))


def _processor(cpuinfo: Path) -> str:
    """The processor's name; empty where the kernel tells none, as on ARM."""
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else ""
