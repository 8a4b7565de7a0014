"""Our servers among the processes that run on this machine."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import psutil

TELEMETRY = "RASA_TELEMETRY_ENABLED"

EXACT_TO = 1
"""Seconds. A start is not known better, and Rasa reads its model later than that after it."""


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


def telemetry(process: psutil.Process) -> str | None:
    """What the process was started with: empty where nothing, None where we may not see."""
    try:
        return str(process.environ().get(TELEMETRY, ""))
    except psutil.AccessDenied:
        return None


def has_old_model(process: psutil.Process, command: list[str]) -> bool:
    """Whether the model that it was told to read when it started has another in its place since.

    A file that is moved or copied there may keep the time it was written, but not that of its change (ctime).
    """
    model = re.search(r"--model[ =](\S+)", " ".join(command))
    try:
        return model is not None and (
            Path(process.cwd(), model[1]).stat().st_ctime > process.create_time() + EXACT_TO
        )
    except (OSError, psutil.AccessDenied):
        return False


def running() -> list[Process]:
    """All of ours that run on this machine and that we may see."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            if ours := kind_and_port(command):
                found.append(Process(*ours, telemetry(process), has_old_model(process, command)))
        except psutil.Error:  # it has just ended, or the system hides its command from us
            continue
    return found
