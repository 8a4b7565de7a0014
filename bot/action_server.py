"""Rasa's action server, with logs that hold nothing a visitor wrote; its argument is the port."""

import sys

from rasa_sdk.endpoint import run

from bot.privacy import logs

if __name__ == "__main__":
    logs.configure()
    run("actions", port=int(sys.argv[1]))
