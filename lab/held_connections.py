"""Attacks that hold connections open to exhaust a server."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bot.web.body_limit import MAX_BYTES


@contextmanager
def held_open(port: int, certificate: Path, number: int) -> Iterator[list[ssl.SSLSocket]]:
    """Opens `number` TLS connections on which nothing is sent."""
    context = ssl.create_default_context(cafile=certificate)
    with ExitStack() as stack:
        connections = []
        for _ in range(number):
            plain = socket.create_connection(("127.0.0.1", port), timeout=20)
            connections.append(stack.enter_context(context.wrap_socket(plain, server_hostname="127.0.0.1")))
        yield connections


BEGINNINGS = (
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % MAX_BYTES,
)
"""Starts of requests: one with endless headers, one with an extremely slow body."""


@contextmanager
def slowloris(port: int, certificate: Path, number: int) -> Iterator[None]:
    """Opens `number` connections, and sends one byte of a request per second on each."""
    over = threading.Event()

    def drip(connections: list[ssl.SSLSocket]) -> None:
        for place, connection in enumerate(connections):
            connection.sendall(BEGINNINGS[place % len(BEGINNINGS)])
        while not over.wait(1):
            for connection in connections:
                with suppress(OSError):  # nginx has closed it
                    connection.sendall(b"a")

    with held_open(port, certificate, number) as connections:
        dripping = threading.Thread(target=drip, args=(connections,))
        dripping.start()
        try:
            yield
        finally:
            over.set()
            dripping.join()
