"""Starts Rasa's action server, with logs without visitors' text. The argument is the port."""

import sys

from bot.privacy import logs
from bot.run import action_metrics
from bot.run.metrics_port import Server, publish_metrics
from bot.run.own_warnings import show_own_warnings_only
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings


def main(port: int) -> None:
    """Serves until stopped."""
    show_own_warnings_only()
    from rasa_sdk.endpoint import run  # noqa: PLC0415

    logs.configure()
    action_metrics.install()
    publish_metrics(Server.ACTIONS, Settings(), port)
    run("actions", port=port)


if __name__ == "__main__":
    try:
        refuse_unless_ready(Settings())
    except NotReadyError as error:
        sys.exit(str(error))
    main(int(sys.argv[1]))
