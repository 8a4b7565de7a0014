"""A PostgreSQL server for tests, in a temporary folder, with a Unix socket only."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg2

from bot.settings import ROOT
from lab.silence import silent_server

OWNER = "tests"
SOCKET = ".s.PGSQL.5432"
READY_WITHIN = 60.0
STOPPED_WITHIN = 20.0
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}
DURABLE = {**FAST, "synchronous_commit": "on"}
"""Committed data has left the server's memory, so it survives the server's death, not the machine's."""


def binaries() -> Path:
    """The folder of PostgreSQL's programs.

    Raises:
        subprocess.CalledProcessError: they are not installed, and could not be.
    """
    found = subprocess.run([ROOT / "scripts/find_postgres.sh"], stdout=subprocess.PIPE, text=True, check=True)
    return Path(found.stdout.splitlines()[0])


class Postgres:
    """A server that runs during the block."""

    def __init__(self, settings: dict[str, str] = FAST) -> None:
        self._settings = settings
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Postgres":
        self._binaries = binaries()
        # Directly under /tmp, because a socket's path is limited to 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def create(self, more: str = "") -> str:
        """Creates a database, with `more` as options; returns its name."""
        name = f"database_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 {more}")
        return name

    def drop(self, database: str) -> None:
        self.execute(f"DROP DATABASE {database} WITH (FORCE)")

    def empty(self, database: str, tables: Iterable[str]) -> None:
        """Deletes all rows without running triggers; a hundred times faster than a new database."""
        others = f"datname = '{database}' AND pid <> pg_backend_pid()"
        self.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others};"
            "SET session_replication_role = replica;" + ";".join(f"DELETE FROM {table}" for table in tables),
            database,
        )

    def schema(self, database: str) -> str:
        """The schema as SQL, which is the same text for the same tables."""
        command: list[str | Path] = [self._binaries / "pg_dump", "--schema-only", self.url(database)]
        dumped = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        # Newer versions add lines with a random key.
        return "\n".join(line for line in dumped.splitlines() if not line.startswith("\\"))

    @property
    def pid(self) -> int:
        """The id of the main process."""
        assert self._process
        return self._process.pid

    def kill(self) -> None:
        """Kills the server, without a chance to write anything first."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Starts the server again, with its data."""
        start = time.monotonic()
        while True:
            process = self._serve()
            time.sleep(0.5)
            if process.poll() is None:
                break
            assert time.monotonic() - start < READY_WITHIN  # the killed one's children may still be ending
        self._wait_until_ready()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Replaces the server, during the block, by one that accepts connections and never answers."""
        self.kill()
        try:
            with silent_server(self.folder / SOCKET):
                yield
        finally:
            self.restart()

    def _start(self) -> None:
        data = self.folder / "data"
        self._log = (self.folder / "log").open("wb")
        identity = self._identity()
        if identity:
            os.chown(self.folder, identity["user"], identity["group"])
        common: dict[str, Any] = {
            "cwd": self.folder,
            "stdin": subprocess.DEVNULL,
            "stdout": self._log,
            "stderr": self._log,
            **identity,
        }
        initdb: list[str | Path] = [self._binaries / "initdb", "-D", data, "-U", OWNER, "-A", "trust"]
        made = subprocess.run([*initdb, "-E", "UTF8", "--locale=C", "--no-sync"], check=False, **common)
        assert made.returncode == 0, (self.folder / "log").read_text()
        settings = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        server = self._binaries / "postgres"
        self._command: list[str | Path] = [server, "-D", data, "-k", self.folder, *settings]
        self._common = common
        self._serve()
        self._wait_until_ready()

    def _serve(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(self._command, **self._common)
        return self._process

    @staticmethod
    def _identity() -> dict[str, Any]:
        """The user to run as: PostgreSQL refuses root, so then the user postgres, or nobody."""
        if os.geteuid() != 0:
            return {}
        known = {user.pw_name: user for user in pwd.getpwall()}
        user = known.get("postgres") or known["nobody"]
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _wait_until_ready(self) -> None:
        start = time.monotonic()
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg2.OperationalError:
                log = (self.folder / "log").read_text()
                assert self._process and self._process.poll() is None, log
                assert time.monotonic() - start < READY_WITHIN, log
                time.sleep(0.05)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Runs a statement as the owner of everything."""
        connection = psycopg2.connect(host=str(self.folder), user=OWNER, dbname=database)
        try:
            connection.autocommit = True  # a database cannot be created in a transaction
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def _stop(self) -> None:
        try:
            if self._process and self._process.poll() is None:
                self._process.send_signal(signal.SIGQUIT)  # immediate: the data is not needed
                try:
                    self._process.wait(STOPPED_WITHIN)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
        finally:
            self._log.close()
            shutil.rmtree(self.folder)
