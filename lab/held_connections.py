"""Connections that somebody holds open, to keep others from theirs."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bot.web.body_limit import MAX_BYTES


@contextmanager
def held_open(port: int, certificate: Path, number: int) -> Iterator[list[ssl.SSLSocket]]:
    """So many connections with TLS, on which nothing is sent."""
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
"""Of headers that never end, and of a body that hardly comes."""


@contextmanager
def slowloris(port: int, certificate: Path, number: int) -> Iterator[None]:
    """So many connections on which a request comes a byte at a time, one each second."""
    over = threading.Event()

    def drip(connections: list[ssl.SSLSocket]) -> None:
        for place, connection in enumerate(connections):
            connection.sendall(BEGINNINGS[place % len(BEGINNINGS)])
        while not over.wait(1):
            for connection in connections:
                with suppress(OSError):  # nginx has had enough of it
                    connection.sendall(b"a")

    with held_open(port, certificate, number) as connections:
        dripping = threading.Thread(target=drip, args=(connections,))
        dripping.start()
        try:
            yield
        finally:
            over.set()
            dripping.join()
