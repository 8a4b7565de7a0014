"""A complete production on this machine: PostgreSQL, Redis, nginx with TLS, and any number of servers.

nginx's files are those in deploy/nginx, with free ports. When a server dies, the harness does what systemd
would do: it kills the server's child processes, and restarts it after a second.
"""

import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil
import redis

from bot.run.environments import Environment
from bot.run.servers import Servers
from bot.run.train import MODEL
from bot.settings import ROOT, Settings
from lab.addresses import address_of_its_own
from lab.certificate import write_certificate
from lab.postgres import DURABLE, Postgres
from lab.processes import free_port
from lab.settings import settings_of
from lab.silence import frozen, silent_server

PASSWORD = "a-secret-of-the-tests"
RESTARTED_AFTER = 1.0
"""Seconds, as in the units of the front and nginx; Rasa's unit has 2."""

DATABASE = "postgres"

PATH = f"{os.environ['PATH']}:/usr/sbin"


class Production:
    """An installation. Its processes are named `web`, `rasa-0`, `actions-1`, `redis`, `nginx` and so on."""

    def __init__(
        self, folder: Path, postgres: Postgres, rasas: int, web_workers: int, extra: dict[str, str]
    ) -> None:
        """Creates two databases in a running PostgreSQL; starts nothing yet."""
        self.folder, self.postgres = folder, postgres
        self.databases = [postgres.create(), postgres.create()]
        self.ports = {name: free_port() for name in ("web", "rasa", "actions", "redis", "http", "https")}
        self.rasa_ports = [free_port() for _ in range(rasas)]
        self.actions_ports = [free_port() for _ in range(rasas)]
        self.address = f"https://127.0.0.1:{self.ports['https']}"
        cases, conversations = map(postgres.url, self.databases)
        self.environment = {
            **Servers().environment(),
            "VAGVISAREN_PRODUCTION": "true",
            "VAGVISAREN_PUBLIC_URL": self.address,
            "VAGVISAREN_DATABASE_URL": cases,
            "VAGVISAREN_CONVERSATIONS_URL": conversations,
            "VAGVISAREN_KEY_FILE": str(folder / "keys"),
            "VAGVISAREN_REDIS_HOST": "127.0.0.1",
            "VAGVISAREN_REDIS_PORT": str(self.ports["redis"]),
            "VAGVISAREN_REDIS_PASSWORD": PASSWORD,
            "VAGVISAREN_WEB_PORT": str(self.ports["web"]),
            "VAGVISAREN_WEB_WORKERS": str(web_workers),
            "VAGVISAREN_RASA_URL": f"http://127.0.0.1:{self.ports['rasa']}",
            "VAGVISAREN_ACTIONS_URL": f"http://127.0.0.1:{self.ports['actions']}/webhook",
            **extra,
        }
        self.model = folder / MODEL.name
        shutil.copy(MODEL, self.model)
        self.certificate = folder / "fullchain.pem"
        self._nginx_configuration = self._configure_nginx()
        self.starts: Counter[str] = Counter()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = threading.Event()

    def commands(self) -> dict[str, list[str]]:
        """Each process's command, by name."""
        front, rasa_python = str(Environment.FRONT.python), str(Environment.RASA.python)
        model = ["--endpoints", "endpoints.production.yml", "--model", str(self.model)]
        rasa = [rasa_python, "-m", "bot.run.rasa", "run", "--interface", "127.0.0.1", *model, "--port"]
        action_server = [rasa_python, "-m", "bot.run.actions"]
        listening = ["--bind", "127.0.0.1", "--port", str(self.ports["redis"]), "--save", ""]
        return {
            "redis": ["redis-server", *listening, "--requirepass", PASSWORD, "--dir", str(self.folder)],
            "nginx": ["nginx", "-p", str(self.folder), "-c", str(self._nginx_configuration)],
            **{f"actions-{i}": [*action_server, str(port)] for i, port in enumerate(self.actions_ports)},
            **{f"rasa-{i}": [*rasa, str(port)] for i, port in enumerate(self.rasa_ports)},
            "web": [front, "-m", "bot.web"],
        }

    def _configure_nginx(self) -> Path:
        """Writes nginx's configuration from deploy/nginx, with our ports and our certificate."""
        write_certificate(self.folder)
        names = ("site.conf", "inside.conf", "upstreams.conf")
        text = "\n".join((ROOT / "deploy/nginx" / name).read_text() for name in names)
        for was, now in {
            "listen 80;": f"listen 127.0.0.1:{self.ports['http']};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.ports['https']} ssl;",
            "listen [::]:80;": "",
            "listen [::]:443 ssl;": "",
            "127.0.0.1:5000": f"127.0.0.1:{self.ports['rasa']}",
            "127.0.0.1:5050": f"127.0.0.1:{self.ports['actions']}",
            "127.0.0.1:8080": f"127.0.0.1:{self.ports['web']}",
            "/etc/letsencrypt/live/chat.example.se": str(self.folder),
            **_servers((5005, 5006), self.rasa_ports),
            **_servers((5055, 5056), self.actions_ports),
        }.items():
            assert was in text, was
            text = text.replace(was, now)
        path = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        path.write_text(
            f"daemon off; {user} pid {self.folder}/nginx.pid; worker_rlimit_nofile 20000;\n"
            f"events {{ worker_connections 10000; }}\nhttp {{\n{text}\n}}\n"
        )
        return path

    @contextmanager
    def run(self) -> Iterator["Production"]:
        """Runs the installation during the block, and restarts processes that end; ready when it begins."""
        watching = threading.Thread(target=self._watch, daemon=True)
        try:
            for name in self.commands():
                self._start(name)
            watching.start()  # now, because a start may fail if a port has been taken meanwhile
            self.wait_until_ready()
            yield self
        finally:
            self._stopping.set()
            if watching.is_alive():
                watching.join()
            for name in list(self._running):
                self._end(name)
            for database in self.databases:
                self.postgres.drop(database)

    def wait_until_ready(self, within: float = 180) -> None:
        """Returns when every Rasa is ready, and the front is ready through nginx."""
        start = time.monotonic()
        with self.client() as client:
            while True:
                with suppress(httpx.HTTPError):
                    rasas = all(self.is_ready(f"rasa-{i}") for i in range(len(self.rasa_ports)))
                    if rasas and client.get("/ready").is_success:
                        return
                assert time.monotonic() - start < within, (self.folder / "log").read_text()[-4000:]
                time.sleep(0.3)

    def is_ready(self, rasa: str) -> bool:
        """Whether this Rasa server is ready."""
        port = self.rasa_ports[int(rasa.removeprefix("rasa-"))]
        try:
            return httpx.get(f"http://127.0.0.1:{port}/webhooks/vagvisaren/", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def client(self, timeout: float = 20) -> httpx.Client:
        """An HTTP client for the public address, which trusts our certificate, on a machine of its own."""
        trusted = ssl.create_default_context(cafile=self.certificate)
        transport = httpx.HTTPTransport(verify=trusted, local_address=address_of_its_own())
        return httpx.Client(base_url=self.address, transport=transport, timeout=timeout)

    def in_redis(self) -> str:
        """All keys and values in Redis."""
        client = redis.Redis(port=self.ports["redis"], password=PASSWORD)
        return repr([(name, client.dump(name)) for name in list(client.scan_iter())])

    def signal(self, name: str, which: signal.Signals) -> None:
        """Sends a signal to a process, not to its children."""
        self._running[name].send_signal(which)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stops a process and its children during the block (SIGSTOP)."""
        with frozen(self.tree(name)[0].pid):
            yield

    @contextmanager
    def silent(self, name: str) -> Iterator[None]:
        """Replaces Redis or PostgreSQL, during the block, by a server that accepts and never answers."""
        if name == DATABASE:
            with self.postgres.silent():
                yield
            return
        self._end(name)
        try:
            with silent_server(self.ports[name]):
                yield
        finally:
            self._start(name)

    def tree(self, name: str) -> list[psutil.Process]:
        """A process and its children."""
        first = psutil.Process(self.postgres.pid if name == DATABASE else self._running[name].pid)
        return [first, *first.children(recursive=True)]

    def trees(self) -> dict[str, list[psutil.Process]]:
        """All running processes by name, including PostgreSQL and its connections."""
        found = {}
        for name in (*self._running, DATABASE):
            with suppress(psutil.NoSuchProcess, KeyError):  # it is being restarted
                found[name] = self.tree(name)
        return found

    def web_workers(self) -> list[psutil.Process]:
        """The front's worker processes, without Python's resource tracker."""
        return [each for each in self.tree("web") if "multiprocessing.spawn" in " ".join(each.cmdline())]

    def settings(self) -> Settings:
        """The servers' settings."""
        own = {name.removeprefix("VAGVISAREN_").lower(): each for name, each in self.environment.items()}
        return settings_of({name: each for name, each in own.items() if name in Settings.model_fields})

    def _start(self, name: str) -> None:
        with (self.folder / "log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                self.commands()[name],
                cwd=ROOT,
                env={**self.environment, "PATH": PATH},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.starts[name] += 1

    def _end(self, name: str) -> None:
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its data is not needed
        process.wait()

    def _watch(self) -> None:
        while not self._stopping.wait(0.2):
            for name in [name for name, process in [*self._running.items()] if process.poll() is not None]:
                if self._stopping.wait(RESTARTED_AFTER):
                    return
                self._end(name)
                self._start(name)


def _servers(was: Iterable[int], now: Iterable[int]) -> dict[str, str]:
    """The replacement of nginx's `server` entries by ones with other ports."""

    def lines(ports: Iterable[int], how: str) -> str:
        return "\n    ".join(f"server 127.0.0.1:{port} {how};" for port in ports)

    ways = "max_fails=3 fail_timeout=10s", "max_fails=0 backup"
    return {lines(was, how): lines(now, how) for how in ways}


@contextmanager
def production(
    rasas: int = 2, web_workers: int = 2, extra: dict[str, str] | None = None
) -> Iterator[Production]:
    """Runs a new installation, including PostgreSQL, during the block."""
    folder = Path(tempfile.mkdtemp(prefix="production-", dir="/tmp"))
    try:
        with (
            Postgres(DURABLE) as postgres,
            Production(folder, postgres, rasas, web_workers, extra or {}).run() as running,
        ):
            yield running
    finally:
        shutil.rmtree(folder)
