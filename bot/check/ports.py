"""Checks that other machines can reach only nginx: Rasa has no authentication and answers any request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.check.databases import NoDatabaseError, databases, is_postgres, opened
from bot.check.installed import in_container
from bot.check.processes import Kind, Process, running
from bot.check.results import Result, advice, fine, some, wrong
from bot.check.sockets import Listening, is_here, listening
from bot.run.metrics_port import metrics_ports
from bot.settings import Settings

LOOPBACK = "127.0.0.1"
POSTGRES = 5432
METRICS = "Mätvärdena"


@dataclass(frozen=True)
class Ports:
    """The listening sockets, our ports by server name, and our servers that cannot be checked from here."""

    listening: tuple[Listening, ...]
    ours: Mapping[int, str]
    unseen: tuple[str, ...] = ()  # they should run here, but their processes are not visible
    elsewhere: tuple[str, ...] = ()
    in_container: bool = False


def of_postgres(url: str) -> tuple[str, int] | None:
    """The host and port of a database server; if it is reached by a Unix socket, as it says itself."""
    parsed = make_url(url)
    host = parsed.host or parsed.query.get("host", "")
    if isinstance(host, str) and host and not host.startswith("/"):
        return host, parsed.port or POSTGRES
    try:
        with opened(url) as connection:
            asked = text("SELECT current_setting('listen_addresses'), current_setting('port')")
            listens, port = connection.execute(asked).one()
    except NoDatabaseError:
        return None
    return (LOOPBACK, int(port)) if listens else None


def named(settings: Settings, processes: list[Process]) -> list[tuple[str, str, int]]:
    """Name, host and port of every server in the settings or among the processes."""
    found = [("Webbfronten", LOOPBACK, settings.web_port)]
    found += [(process.kind.value, LOOPBACK, process.port) for process in processes]
    found += [(METRICS, LOOPBACK, port) for port in _of_metrics(settings, processes)]
    for kind, address in {Kind.RASA: settings.rasa_url, Kind.ACTIONS: settings.actions_url}.items():
        url = urlsplit(address)
        found.append((kind.value, url.hostname or LOOPBACK, url.port or 80))
    if settings.redis_host:
        found.append(("Redis", settings.redis_host, settings.redis_port))
    servers = [of_postgres(url) for url in databases(settings).values() if is_postgres(url)]
    return [*found, *(("PostgreSQL", *server) for server in servers if server)]


def _of_metrics(settings: Settings, processes: list[Process]) -> Iterator[int]:
    yield from metrics_ports(settings, settings.web_port, settings.web_workers)
    for process in processes:
        yield from metrics_ports(settings, process.port)


def gather(settings: Settings) -> Ports:
    """Reads the machine's sockets and processes."""
    processes = running()
    servers = named(settings, processes)
    here = {host: is_here(host) for _, host, _ in servers}
    elsewhere = tuple(dict.fromkeys(name for name, host, _ in servers if not here[host]))
    seen = {process.kind for process in processes}
    return Ports(
        listening=tuple(listening()),
        ours={port: name for name, host, port in servers if here[host]},
        unseen=tuple(kind.value for kind in Kind if kind not in seen and kind.value not in elsewhere),
        elsewhere=elsewhere,
        in_container=in_container(),
    )


def results(ports: Ports) -> Iterator[Result]:
    """A result for what other machines can reach, and one for what cannot be checked from here."""
    public = {each.port for each in ports.listening if each.is_public and each.port in ports.ours}
    names = some([f"{ports.ours[port]} (port {port})" for port in sorted(public)])
    unseen = some(list(ports.unseen))
    if names and ports.in_container:
        yield advice(
            f"Andra containrar kan nå {names}.", "ge bara nginx publika portar, som i deploy/compose.yml."
        )
    elif names:
        yield wrong(f"Andra datorer kan nå {names}.", "låt dem lyssna bara på 127.0.0.1.")
    elif not unseen:
        yield fine("Ingen annan dator når Rasa, åtgärdsservrarna, webbfronten eller databaserna här.")
    if unseen:
        yield advice(
            f"Bland processerna syns inte {unseen}, så alla portar kunde inte provas.",
            "starta det, och kör som tjänstens användare.",
        )
    if ports.elsewhere:
        yield advice(
            f"På andra datorer finns {some(list(ports.elsewhere))}, och de portarna syns inte härifrån.",
            "se till att bara våra egna datorer når dem.",
        )


def check(settings: Settings) -> Iterator[Result]:
    """Checks the ports of this machine."""
    yield from results(gather(settings))
