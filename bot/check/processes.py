"""Our servers as the machine's list of processes shows them."""

import os
import re
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

PROC = Path("/proc")
TELEMETRY = "RASA_TELEMETRY_ENABLED"


class Kind(Enum):
    """Which of our servers."""

    RASA = "Rasa"
    ACTIONS = "Åtgärdsservern"


@dataclass(frozen=True)
class Process:
    """A server, the port it was told, and what it was told of telemetry; None: not to be seen by us.

    Its model is old when the file has come to be another since it started, as far as we may see.
    """

    kind: Kind
    port: int
    telemetry: str | None
    has_old_model: bool = False


def kind_and_port(command: list[str]) -> tuple[Kind, int] | None:
    """What a command line starts, if it is one of ours that has a port of its own."""
    if not command or not Path(command[0]).name.startswith("python"):
        return None
    programs = {Path(word).name for word in command[1:]}
    line = " ".join(command)
    if programs & {"bot.run.rasa", "rasa"} and "run" in command and "actions" not in command:
        port = re.search(r"(?:--port|-p)[ =](\d+)", line)
        return Kind.RASA, int(port[1]) if port else 5005
    if "bot.run.actions" in programs and command[-1].isdigit():
        return Kind.ACTIONS, int(command[-1])
    return None


def _words(path: Path) -> list[str]:
    """The words of one of the kernel's lists, in which each ends with a zero byte."""
    return path.read_bytes().decode(errors="replace").removesuffix("\0").split("\0")


def telemetry(process: Path) -> str | None:
    """What the process was started with: empty where nothing, None where we may not see."""
    try:
        variables = dict(each.partition("=")[::2] for each in _words(process / "environ"))
    except OSError:
        return None
    return variables.get(TELEMETRY, "")


def started(process: Path) -> float:
    """When, in seconds as files have them; the kernel counts from when the machine was started."""
    ticks = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(ticks) / os.sysconf("SC_CLK_TCK")
    return time.time() - age


def has_old_model(process: Path, command: list[str]) -> bool:
    """Whether the model that it was told to read when it started has another in its place since.

    A file that is moved or copied there may keep the time it was written, but not that of its change (ctime).
    """
    model = re.search(r"--model[ =](\S+)", " ".join(command))
    try:
        return model is not None and (process / "cwd" / model[1]).stat().st_ctime > started(process)
    except OSError:
        return False


def running(proc: Path = PROC) -> list[Process]:
    """All of ours that run on this machine and that we may see."""
    found = []
    for process in proc.iterdir():
        if not process.name.isdigit():
            continue
        try:
            command = _words(process / "cmdline")
        except OSError:  # it has just ended
            continue
        if ours := kind_and_port(command):
            found.append(Process(*ours, telemetry(process), has_old_model(process, command)))
    return found
