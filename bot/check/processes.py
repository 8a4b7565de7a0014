"""Finds our servers among this machine's processes."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import psutil

TELEMETRY = "RASA_TELEMETRY_ENABLED"

EXACT_TO = 1
"""Seconds: the precision of a process's start time. Rasa loads its model later than that after its start."""


class Kind(Enum):
    """A kind of server."""

    RASA = "Rasa"
    ACTIONS = "Åtgärdsservern"


@dataclass(frozen=True)
class Process:
    """A server, its port and its telemetry setting; None: we may not read it.

    `has_old_model` is True if the model file was replaced after the server started, and we may see that.
    """

    kind: Kind
    port: int
    telemetry: str | None
    has_old_model: bool = False


def kind_and_port(command: list[str]) -> tuple[Kind, int] | None:
    """The server and port that a command line starts, or None if it is not Rasa or an action server."""
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


def telemetry(process: psutil.Process) -> str | None:
    """The process's telemetry setting: empty if it has none, None if we may not read it."""
    try:
        return str(process.environ().get(TELEMETRY, ""))
    except psutil.AccessDenied:
        return None


def has_old_model(process: psutil.Process, command: list[str]) -> bool:
    """Whether the process's model file has been replaced since the process started.

    A file that is moved or copied may keep its modification time, but gets a new change time (ctime).
    """
    model = re.search(r"--model[ =](\S+)", " ".join(command))
    try:
        return model is not None and (
            Path(process.cwd(), model[1]).stat().st_ctime > process.create_time() + EXACT_TO
        )
    except (OSError, psutil.AccessDenied):
        return False


def running() -> list[Process]:
    """All our servers on this machine that we may see."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            if ours := kind_and_port(command):
                found.append(Process(*ours, telemetry(process), has_old_model(process, command)))
        except psutil.Error:  # it has just ended, or we may not read its command line
            continue
    return found
