"""Runs the public front: `python -m bot.web`."""

import uvicorn

from bot.municipality import load_profile
from bot.settings import Settings
from bot.web.app import create_app


def main() -> None:
    """Serves until stopped. No access log is kept: it would hold addresses of visitors."""
    settings = Settings()
    app = create_app(settings, load_profile(settings.municipality))
    uvicorn.run(
        app,
        host=settings.web_host,
        port=settings.web_port,
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
    )


if __name__ == "__main__":
    main()
