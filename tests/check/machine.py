"""A list of processes of a test's own, as the kernel would show it."""

import os
import time
from pathlib import Path


def add_process(
    proc: Path, number: int, command: str, environment: dict[str, str] | None, age: float | None = None
) -> None:
    """Puts a process in the list; without an environment it is another user's, which we may not see.

    With an age in seconds it tells when it started, and it works in a folder `cwd`.
    """
    folder = proc / str(number)
    folder.mkdir()
    (folder / "cmdline").write_bytes("".join(f"{word}\0" for word in command.split()).encode())
    if environment is not None:
        variables = "".join(f"{name}={value}\0" for name, value in environment.items())
        (folder / "environ").write_bytes(variables.encode())
    if age is not None:
        (folder / "cwd").mkdir()
        ticks = int((time.clock_gettime(time.CLOCK_BOOTTIME) - age) * os.sysconf("SC_CLK_TCK"))
        (folder / "stat").write_text(f"{number} (a (b) c) S {'0 ' * 18}{ticks} 0 0\n")
