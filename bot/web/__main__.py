"""Runs the public front: `python -m bot.web`."""

import sys

import uvicorn
from starlette.applications import Starlette

from bot import memory
from bot.intake.case_store import open_case_store
from bot.intake.vault import KeysError
from bot.municipality import ProfileError, Profiles, load_profiles
from bot.municipality.topics import topics
from bot.privacy import logs
from bot.privacy.redaction import redacted
from bot.run.metrics_port import Server, publish_metrics
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings
from bot.web.app import create_app

STOP_WITHIN_SECONDS = 3
"""Event streams never end by themselves. Their pages reconnect when the front is up again."""


def serve(settings: Settings, profiles: Profiles) -> None:
    """Serves until stopped. There is no access log, because it would hold visitors' addresses."""
    logs.configure()
    several = settings.web_workers > 1
    uvicorn.run(
        "bot.web.__main__:application" if several else loaded(settings, profiles),
        factory=several,
        workers=settings.web_workers,
        host=settings.web_host,
        port=settings.web_port,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )


def loaded(settings: Settings, profiles: Profiles) -> Starlette:
    """The application, with everything loaded that the first visitor would otherwise wait for."""
    redacted("")
    topics()
    application = create_app(settings, profiles)
    publish_metrics(Server.FRONT, settings, settings.web_port, settings.web_workers)
    memory.freeze_objects()
    return application


def application() -> Starlette:
    """The application of one worker process of several."""
    logs.configure()
    settings = Settings()
    return loaded(settings, load_profiles(settings.municipalities))


def main() -> int:
    """Returns the exit code."""
    settings = Settings()
    try:
        refuse_unless_ready(settings)
        profiles = load_profiles(settings.municipalities)
        # Here and not in each worker: uvicorn restarts a worker that fails, for ever.
        open_case_store(settings)
        serve(settings, profiles)
    except (KeysError, NotReadyError, ProfileError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
