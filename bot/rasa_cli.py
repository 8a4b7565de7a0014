"""`rasa`, started so that it is ready sooner; what it can do is Rasa's own.

When skops is imported it searches every module there is for the names of numpy's functions. After TensorFlow,
which Rasa imports first, that takes four to five seconds of every start; before it, almost nothing.

A server's logs hold nothing that a visitor wrote.

Before training, the examples begin to be read while Rasa is being imported.
"""

import os
import sys

import rasa.utils.io
import skops.io  # noqa: F401
from rasa.__main__ import main

from bot.nlu import read_ahead
from bot.privacy import logs
from bot.production import NotReadyError, refuse_unless_ready
from bot.settings import ROOT, Settings

if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        read_ahead.begin(ROOT / "data" / "nlu")
        main()
        sys.stdout.flush()
        os._exit(0)  # the model is written, and taking TensorFlow apart takes up to 15 s more
    if sys.argv[1:2] == ["run"]:
        try:
            refuse_unless_ready(Settings())
        except NotReadyError as error:
            sys.exit(str(error))
        rasa.utils.io.configure_colored_logging = logs.configure
    main()
