"""A tap on the line: passes TLS on as it is, and notes what nobody can hide, each record's size and time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from lab.processes import free_port

APPLICATION_DATA = 23
HEADER = 5
"""Bytes of a record's header: its type, a version, and the length of what follows."""

OVERHEAD = HEADER + 17
"""What TLS 1.3 adds to the bytes in a record: also their true type, and 16 that prove them unchanged."""


@dataclass(frozen=True)
class Record:
    """A TLS record: when it passed (monotonic seconds), whether the visitor sent it, and its bytes."""

    at: float
    is_from_visitor: bool
    size: int


class Tap:
    """Listens on a port of its own in front of another one."""

    def __init__(self, port: int) -> None:
        self.port, self._behind = free_port(), port
        self._records: list[Record] = []

    def taken(self) -> list[Record]:
        """The records of application data since the last call, in order."""
        taken, self._records = self._records, []
        return taken

    @contextmanager
    def run(self) -> Iterator["Tap"]:
        """Passes connections on during the block."""
        with socket.create_server(("127.0.0.1", self.port)) as listening:
            threading.Thread(target=self._accept, args=(listening,), daemon=True).start()
            yield self

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):  # closed: the block is over
            while True:
                visitor, _ = listening.accept()
                front = socket.create_connection(("127.0.0.1", self._behind))
                for ends, is_from_visitor in (((visitor, front), True), ((front, visitor), False)):
                    threading.Thread(target=self._pass_on, args=(*ends, is_from_visitor), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_from_visitor: bool) -> None:
        target.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        unread = b""
        with suppress(OSError):
            while data := source.recv(65_536):
                unread = self._noted(unread + data, is_from_visitor)
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _noted(self, data: bytes, is_from_visitor: bool) -> bytes:
        """Notes the whole records; returns the beginning of the next one."""
        now = time.monotonic()
        while len(data) >= HEADER:
            size = HEADER + int.from_bytes(data[3:HEADER], "big")
            if len(data) < size:
                break
            if data[0] == APPLICATION_DATA:
                self._records.append(Record(now, is_from_visitor, size))
            data = data[size:]
        return data
