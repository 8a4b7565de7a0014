"""Checks that Python, packages and servers have the versions that were tested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redis import Redis, RedisError

from bot import limits
from bot.check.databases import NoDatabaseError, databases, is_postgres, opened
from bot.check.installed import Installed, ask, in_container
from bot.check.results import Result, fine, some, wrong
from bot.run.environments import Environment, pinned
from bot.settings import Settings

NAMES = {Environment.FRONT: "Webbfrontens miljö", Environment.RASA: "Rasas miljö"}
POSTGRES = 15
REDIS = 7
INSTALL_AGAIN = "installera om med make setup-production, eller bygg om avbilden."


@dataclass(frozen=True)
class Versions:
    """Each environment's versions, None if it is not installed; servers' major versions, None: no answer."""

    installed: Mapping[Environment, Installed | None]
    postgres: Mapping[str, int | None]
    redis: int | None = None
    needs_redis: bool = False
    in_container: bool = False


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
    """Asks the environments and the servers."""
    servers = {name: url for name, url in databases(settings).items() if is_postgres(url)}
    return Versions(
        installed={environment: ask(environment) for environment in Environment},
        postgres={name: _postgres(url) for name, url in servers.items()},
        redis=_redis(settings) if settings.redis_host else None,
        needs_redis=bool(settings.redis_host),
        in_container=in_container(),
    )


def _environment(environment: Environment, installed: Installed) -> Iterator[Result]:
    name = NAMES[environment]
    text = f"{name}: Python är version {installed.python}."
    is_right = installed.python.startswith(f"{environment.version}.")
    yield fine(text) if is_right else wrong(text, f"använd Python {environment.version}.")
    pins = pinned(environment.lock)
    other = [package for package, version in pins.items() if installed.packages.get(package) != version]
    if other:
        text = f"{name}: paket som inte har den låsta versionen: {len(other)} ({some(other)})."
        yield wrong(text, INSTALL_AGAIN)
    else:
        yield fine(f"{name}: alla {len(pins)} paket har de låsta versionerna.")


def _server(name: str, version: int | None, least: int) -> Result:
    if version is None:
        return wrong(f"{name} svarar inte.", "starta servern, och prova adressen och lösenordet.")
    if version < least:
        return wrong(f"{name} är version {version}.", f"uppgradera till version {least} eller senare.")
    return fine(f"{name} är version {version}.")


def results(versions: Versions) -> Iterator[Result]:
    """Two results for each installed environment, one for each that is not installed and for each server."""
    for environment, installed in versions.installed.items():
        if installed:
            yield from _environment(environment, installed)
        elif versions.in_container:
            yield fine(f"{NAMES[environment]} finns inte i den här containern, utan i en egen.")
        else:
            yield wrong(f"{NAMES[environment]} finns inte.", INSTALL_AGAIN)
    for name, version in versions.postgres.items():
        yield _server(f"PostgreSQL för {name}", version, POSTGRES)
    if versions.needs_redis:
        yield _server("Redis", versions.redis, REDIS)


def check(settings: Settings) -> Iterator[Result]:
    """Asks the environments and the servers, and judges their answers."""
    yield from results(gather(settings))
