"""Our servers as the machine's list of processes shows them."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

PROC = Path("/proc")
TELEMETRY = "RASA_TELEMETRY_ENABLED"


class Kind(Enum):
    """Which of our servers."""

    RASA = "Rasa"
    ACTIONS = "Action-servern"


@dataclass(frozen=True)
class Process:
    """A server, the port it was told, and what it was told of telemetry; None: not to be seen by us."""

    kind: Kind
    port: int
    telemetry: str | None


def kind_and_port(command: list[str]) -> tuple[Kind, int] | None:
    """What a command line starts, if it is one of ours that has a port of its own."""
    if not command or not Path(command[0]).name.startswith("python"):
        return None
    programs = {Path(word).name for word in command[1:]}
    line = " ".join(command)
    if programs & {"bot.rasa_cli", "rasa"} and "run" in command and "actions" not in command:
        port = re.search(r"(?:--port|-p)[ =](\d+)", line)
        return Kind.RASA, int(port[1]) if port else 5005
    if "bot.action_server" in programs and command[-1].isdigit():
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


def running(proc: Path = PROC) -> list[Process]:
    """All of ours that run on this machine and that we may see."""
    found = []
    for process in proc.iterdir():
        if not process.name.isdigit():
            continue
        try:
            ours = kind_and_port(_words(process / "cmdline"))
        except OSError:  # it has just ended
            continue
        if ours:
            found.append(Process(*ours, telemetry(process)))
    return found
