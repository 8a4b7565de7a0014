"""`rasa`, started so that it is ready sooner; what it can do is Rasa's own.

A server is started without TensorFlow, and its logs hold nothing that a visitor wrote.

Training cannot do without: Rasa checks a configuration against all components of its own. Its examples begin
to be read while Rasa is being imported, and skops is imported first: it searches every module there is for
the names of numpy's functions, which takes four to five seconds after TensorFlow, and before it almost
nothing.
"""

import os
import sys

import skops.io  # noqa: F401

from bot.assistant.lean_rasa import leave_out_tensorflow
from bot.run.own_warnings import show_own_warnings_only
from bot.run.production import NotReadyError, refuse_unless_ready
from bot.settings import ROOT, Settings


def serve() -> None:
    """`rasa run`."""
    show_own_warnings_only()
    leave_out_tensorflow()
    import rasa.utils.io  # noqa: PLC0415
    from rasa.__main__ import main  # noqa: PLC0415

    from bot.privacy import logs  # noqa: PLC0415

    rasa.utils.io.configure_colored_logging = logs.configure
    main()


def train() -> None:
    """`rasa train`."""
    from rasa.__main__ import main  # noqa: PLC0415

    from bot.assistant.nlu import read_ahead  # noqa: PLC0415

    read_ahead.begin(ROOT / "data" / "nlu")
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
