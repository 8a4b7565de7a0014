"""Rasa's action server, with logs that hold nothing a visitor wrote; its argument is the port."""

import sys

from rasa_sdk.endpoint import run

from bot.privacy import logs
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings

if __name__ == "__main__":
    try:
        refuse_unless_ready(Settings())
    except NotReadyError as error:
        sys.exit(str(error))
    logs.configure()
    run("actions", port=int(sys.argv[1]))
