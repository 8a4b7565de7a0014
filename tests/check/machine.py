"""Processes that look like our servers and do nothing."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

WAIT = "import sys; print(flush=True); sys.stdin.read()"
"""Ends with the process that started it, however that ends."""


@contextmanager
def looks_like(command: str, environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """Runs a Python with these words on its command line, in this folder, until it is left."""
    started = subprocess.Popen(
        [sys.executable, "-c", WAIT, *command.split()],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert started.stdout
        started.stdout.readline()  # its command line is there from then on
        yield
    finally:
        started.kill()
        started.communicate()
