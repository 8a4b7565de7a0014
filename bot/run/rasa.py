"""Starts a Rasa server or a training: `python -m bot.run.rasa run …`, `python -m bot.run.rasa train …`."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from bot.assistant import command
from bot.run.metrics_port import Server, publish_metrics
from bot.run.own_warnings import show_own_warnings_only
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings


def port_of(arguments: Sequence[str]) -> int:
    """The port that `rasa run` is told to listen on; everything else is for Rasa to read."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-p", "--port", type=int, default=5005)
    return int(parser.parse_known_args(arguments)[0].port)


if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        command.train()
    elif sys.argv[1:2] == ["run"]:
        try:
            refuse_unless_ready(Settings())
        except NotReadyError as error:
            sys.exit(str(error))
        show_own_warnings_only()
        publish_metrics(Server.RASA, Settings(), port_of(sys.argv[2:]))
        command.serve()
    else:
        sys.exit("bot.run.rasa run …, or bot.run.rasa train …; for all else there is `rasa`")
