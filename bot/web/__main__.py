"""Runs the public front: `python -m bot.web`."""

import sys

import uvicorn

from bot.intake.vault import KeysError
from bot.municipality import Profile, load_profile
from bot.privacy import logs
from bot.settings import Settings
from bot.web.app import create_app

STOP_WITHIN_SECONDS = 3
"""Streams of events never end by themselves; their pages come back when the front is there again."""


def serve(settings: Settings, profile: Profile) -> None:
    """Serves until stopped. No access log is kept: it would hold addresses of visitors."""
    logs.configure()
    uvicorn.run(
        create_app(settings, profile),
        host=settings.web_host,
        port=settings.web_port,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )


def main() -> int:
    """Returns the exit code."""
    settings = Settings()
    try:
        serve(settings, load_profile(settings.municipality))
    except KeysError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
