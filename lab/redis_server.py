"""A Redis server for tests, without persistence."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import redis

from lab.processes import free_port
from lab.silence import silent_server


class RedisServer:
    """A server that runs during the block, and can be killed and started again."""

    def __init__(self) -> None:
        self.port = free_port()

    def __enter__(self) -> "RedisServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        command = [
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        client = redis.Redis(port=self.port)
        start = time.monotonic()
        while True:
            try:
                client.ping()
                return
            except redis.ConnectionError:
                assert time.monotonic() - start < 10
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Replaces it, during the block, by a server that accepts connections and never answers."""
        self.kill()
        with silent_server(self.port):
            yield
        self.start()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
