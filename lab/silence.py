"""Servers that do not answer: frozen processes, and stand-ins that accept connections and send nothing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """Stops a process and its children during the block (SIGSTOP)."""
    first = psutil.Process(pid)
    first.suspend()  # first, so that it starts no more children
    children = first.children(recursive=True)
    for child in children:
        child.suspend()
    try:
        yield
    finally:
        for process in (*children, first):
            with suppress(psutil.NoSuchProcess):
                process.resume()


@contextmanager
def silent_server(at: int | Path) -> Iterator[None]:
    """Accepts connections on a port or a Unix socket, and never sends anything."""
    with _listening(at) as listening:
        accepted: list[socket.socket] = []

        def accept() -> None:
            with suppress(OSError):  # it is over
                while True:
                    accepted.append(listening.accept()[0])

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in accepted:
                connection.close()
    if isinstance(at, Path):
        at.unlink()


def _listening(at: int | Path) -> socket.socket:
    if isinstance(at, Path):
        at.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(at))
        at.chmod(0o777)  # for servers of any user
    else:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", at))
    listening.listen(512)
    return listening
