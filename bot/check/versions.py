"""Whether what runs is what was tested: Python, Rasa, the databases, and every locked package."""

import importlib.metadata
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redis import Redis, RedisError

from bot import limits
from bot.check.databases import NoDatabaseError, databases, is_postgres, opened
from bot.check.results import Result, fine, some, wrong
from bot.settings import ROOT, Settings

PYTHON = "3.10"
POSTGRES = 15
REDIS = 7
INSTALL_AGAIN = "installera om med make setup, eller bygg om avbilden."


@dataclass(frozen=True)
class Versions:
    """What is installed; of servers the first number, and None for one that does not answer."""

    python: str
    pinned: Mapping[str, str]
    installed: Mapping[str, str | None]
    postgres: Mapping[str, int | None]
    redis: int | None = None
    needs_redis: bool = False


def pins(requirements: str) -> dict[str, str]:
    """The version of each package that a file of locked requirements names."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,.-]+\])?==([^\s;\\]+)", requirements, re.MULTILINE))


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _postgres(url: str) -> int | None:
    try:
        with opened(url) as connection:
            return int(connection.dialect.server_version_info[0])
    except NoDatabaseError:
        return None


def _redis(settings: Settings) -> int | None:
    password = settings.redis_password.get_secret_value() if settings.redis_password else None
    patience = {"socket_timeout": limits.REDIS_WITHIN, "socket_connect_timeout": limits.REDIS_WITHIN}
    try:
        with Redis(settings.redis_host, settings.redis_port, password=password, **patience) as server:
            return int(server.info("server")["redis_version"].split(".")[0])
    except RedisError:
        return None


def gather(settings: Settings) -> Versions:
    """Asks Python, its packages and the servers."""
    pinned = pins((ROOT / "requirements/run.txt").read_text(encoding="utf-8"))
    servers = {name: url for name, url in databases(settings).items() if is_postgres(url)}
    return Versions(
        python=platform.python_version(),
        pinned=pinned,
        installed={name: _installed(name) for name in pinned},
        postgres={name: _postgres(url) for name, url in servers.items()},
        redis=_redis(settings) if settings.redis_host else None,
        needs_redis=bool(settings.redis_host),
    )


def _server(name: str, version: int | None, least: int) -> Result:
    if version is None:
        return wrong(f"{name} svarar inte.", "starta servern, och prova adressen och lösenordet.")
    if version < least:
        return wrong(f"{name} är version {version}.", f"uppgradera till version {least} eller senare.")
    return fine(f"{name} är version {version}.")


def results(versions: Versions) -> Iterator[Result]:
    """A line for Python, Rasa, each server, and all the packages together."""
    is_right = versions.python.startswith(f"{PYTHON}.")
    text = f"Python är version {versions.python}."
    yield fine(text) if is_right else wrong(text, f"använd Python {PYTHON}.")
    rasa = versions.installed.get("rasa")
    text = f"Rasa är version {rasa}." if rasa else "Rasa är inte installerat."
    yield fine(text) if rasa and rasa == versions.pinned.get("rasa") else wrong(text, INSTALL_AGAIN)
    other = [name for name, version in versions.pinned.items() if versions.installed.get(name) != version]
    if other:
        yield wrong(f"Paket som inte har den låsta versionen: {len(other)} ({some(other)}).", INSTALL_AGAIN)
    else:
        yield fine(f"Alla {len(versions.pinned)} paket har de låsta versionerna.")
    for name, version in versions.postgres.items():
        yield _server(f"PostgreSQL för {name}", version, POSTGRES)
    if versions.needs_redis:
        yield _server("Redis", versions.redis, REDIS)


def check(settings: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    yield from results(gather(settings))
