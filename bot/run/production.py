"""Checks the settings before a server serves the public, and refuses to start if they are unsafe.

Threat: an installation that works but is unsafe: example secrets from our repository, a desk without TLS, a
database that several processes cannot share. Method: each server checks the settings before it listens. Not
covered: what only a running installation shows, which `make check` checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy.engine import make_url

from bot.settings import Settings

EXAMPLE = "byt-ut-mig"
"""The placeholder for secrets in deploy/.env.example."""


class Kind(Enum):
    """Why settings are unsafe in production, as a message with the settings' names."""

    EXAMPLE_LEFT = "{} still has the example's secret: put your own in its place."
    PLAIN_PUBLIC_URL = "{} must be the https:// address that visitors use: TLS has to be in front."
    SHARED_SQLITE = "{} is SQLite, which one worker alone can use: set it to postgresql://..."
    OPEN_REDIS = "{} is not set: whoever reached Redis could hold every conversation. Set one, there too."
    INCOMPLETE_OIDC = "{}: not set, and signing in by OpenID Connect needs all of it."
    PLAIN_ISSUER = "{} must be the provider's https:// address: it decides who gets in."
    SHARED_GROUP = "{} is the administrators' too, and nobody may be both: name another."
    NO_WAY_IN = "{} is off and OpenID Connect too: nobody could sign in at the desk."


@dataclass(frozen=True)
class Reason:
    """One reason, and the settings to change; as text it is one line."""

    kind: Kind
    settings: tuple[str, ...]

    def __str__(self) -> str:
        return self.kind.value.format(", ".join(self.settings))


class NotReadyError(Exception):
    """The settings are unsafe in production; the message has one line for each reason."""


def reasons(settings: Settings) -> Iterator[Reason]:
    """Why these settings are unsafe in production; none if they are safe."""
    databases = {
        "VAGVISAREN_DATABASE_URL": settings.database_url,
        "VAGVISAREN_CONVERSATIONS_URL": settings.conversations_url,
    }
    secrets = {
        **databases,
        "VAGVISAREN_KEYS": _secret(settings.keys),
        "VAGVISAREN_REDIS_PASSWORD": _secret(settings.redis_password),
        "VAGVISAREN_OIDC_CLIENT_SECRET": _secret(settings.oidc_client_secret),
    }
    for name, value in secrets.items():
        if EXAMPLE in value:
            yield Reason(Kind.EXAMPLE_LEFT, (name,))
    address = urlsplit(settings.public_url)
    if address.scheme != "https" or not address.hostname:
        yield Reason(Kind.PLAIN_PUBLIC_URL, ("VAGVISAREN_PUBLIC_URL",))
    shares = settings.web_workers > 1 or bool(settings.redis_host)
    for name, url in databases.items():
        if shares and make_url(url).get_backend_name() == "sqlite":
            yield Reason(Kind.SHARED_SQLITE, (name,))
    if settings.redis_host and not _secret(settings.redis_password):
        yield Reason(Kind.OPEN_REDIS, ("VAGVISAREN_REDIS_PASSWORD",))
    yield from _sign_in_reasons(settings)


def _sign_in_reasons(settings: Settings) -> Iterator[Reason]:
    needed = {
        "VAGVISAREN_OIDC_ISSUER": settings.oidc_issuer,
        "VAGVISAREN_OIDC_CLIENT_ID": settings.oidc_client_id,
        "VAGVISAREN_OIDC_CLIENT_SECRET": _secret(settings.oidc_client_secret),
        "VAGVISAREN_OIDC_WORKER_GROUP": settings.oidc_worker_group,
        "VAGVISAREN_OIDC_ADMINISTRATOR_GROUP": settings.oidc_administrator_group,
        "VAGVISAREN_OIDC_GROUPS_CLAIM": settings.oidc_groups_claim,
        "VAGVISAREN_OIDC_MUNICIPALITY_CLAIM": settings.oidc_municipality_claim,
    }
    missing = tuple(name for name, value in needed.items() if not value)
    is_used = any(value for name, value in needed.items() if not name.endswith("_CLAIM"))
    if is_used and missing:
        yield Reason(Kind.INCOMPLETE_OIDC, missing)
    address = urlsplit(settings.oidc_issuer)
    if settings.oidc_issuer and (address.scheme != "https" or not address.hostname):
        yield Reason(Kind.PLAIN_ISSUER, ("VAGVISAREN_OIDC_ISSUER",))
    if settings.oidc_worker_group and settings.oidc_worker_group == settings.oidc_administrator_group:
        yield Reason(Kind.SHARED_GROUP, ("VAGVISAREN_OIDC_WORKER_GROUP",))
    if not settings.local_accounts and not is_used:
        yield Reason(Kind.NO_WAY_IN, ("VAGVISAREN_LOCAL_ACCOUNTS",))


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""


def refuse_unless_ready(settings: Settings) -> None:
    """Checks the settings in production; does nothing otherwise.

    Raises:
        NotReadyError: the settings are unsafe.
    """
    if settings.production and (found := list(reasons(settings))):
        raise NotReadyError("\n".join(map(str, found)))
