"""Starts a Rasa server or a training: `python -m bot.run.rasa run …`, `python -m bot.run.rasa train …`."""

import sys

from bot.assistant import command
from bot.run.own_warnings import show_own_warnings_only
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings

if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        command.train()
    elif sys.argv[1:2] == ["run"]:
        try:
            refuse_unless_ready(Settings())
        except NotReadyError as error:
            sys.exit(str(error))
        show_own_warnings_only()
        command.serve()
    else:
        sys.exit("bot.run.rasa run …, or bot.run.rasa train …; for all else there is `rasa`")
