"""`rasa`, started so that it is ready sooner; what it can do is Rasa's own.

A server is started without TensorFlow, and its logs hold nothing that a visitor wrote. Training cannot do
without TensorFlow: Rasa checks a configuration against all components of its own. There skops is imported
first: it searches every module there is for the names of numpy's functions, which takes four to five seconds
after TensorFlow, and before it almost nothing.
"""

import os
import sys

import skops.io  # noqa: F401

from bot.assistant.rasa_patches import keep_texts_out_of_logs, leave_out_tensorflow
from bot.run.own_warnings import show_own_warnings_only
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import Settings


def serve() -> None:
    """`rasa run`."""
    show_own_warnings_only()
    leave_out_tensorflow()
    keep_texts_out_of_logs()
    from rasa.__main__ import main  # noqa: PLC0415 - only now

    main()


def train() -> None:
    """`rasa train`."""
    from rasa.__main__ import main  # noqa: PLC0415 - after skops

    main()
    sys.stdout.flush()
    os._exit(0)  # the model is written, and taking TensorFlow apart takes up to 15 s more


if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        train()
    elif sys.argv[1:2] == ["run"]:
        try:
            refuse_unless_ready(Settings())
        except NotReadyError as error:
            sys.exit(str(error))
        serve()
    else:
        sys.exit("bot.run.rasa run …, or bot.run.rasa train …; for all else there is `rasa`")
