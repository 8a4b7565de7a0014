"""What must hold before the assistant serves the public, and why it does not start otherwise.

Threat: an installation that works and is not safe: secrets that stand in our repository, a desk without TLS,
a database that several processes cannot share. Method: each server asks here before it listens. Not covered:
what only a running installation shows; `make check` looks at that.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from bot.settings import Settings

EXAMPLE = "byt-ut-mig"
"""Stands in deploy/.env.example where a secret has to be put."""


class NotReadyError(Exception):
    """The settings are not fit for the public; the text has one line for each thing to mend."""


def reasons(settings: Settings) -> Iterator[str]:
    """What keeps these settings from serving the public: a line each, with the setting to change."""
    databases = {
        "VAGVISAREN_DATABASE_URL": settings.database_url,
        "VAGVISAREN_CONVERSATIONS_URL": settings.conversations_url,
    }
    secrets = {
        **databases,
        "VAGVISAREN_KEYS": settings.keys.get_secret_value() if settings.keys else "",
        "VAGVISAREN_REDIS_PASSWORD": settings.redis_password.get_secret_value()
        if settings.redis_password
        else "",
    }
    for name, value in secrets.items():
        if EXAMPLE in value:
            yield f"{name} still has the example's secret: put your own in its place."
    address = urlsplit(settings.public_url)
    if address.scheme != "https" or not address.hostname:
        yield "VAGVISAREN_PUBLIC_URL must be the https:// address that visitors use: TLS has to be in front."
    shares = settings.web_workers > 1 or bool(settings.redis_host)
    for name, url in databases.items():
        if shares and make_url(url).get_backend_name() == "sqlite":
            yield f"{name} is SQLite, which one worker alone can use: set it to postgresql://..."


def refuse_unless_ready(settings: Settings) -> None:
    """Does nothing where the public is not served.

    Raises:
        NotReadyError: something has to be mended first.
    """
    if settings.production and (found := list(reasons(settings))):
        raise NotReadyError("\n".join(found))
