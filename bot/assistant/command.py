"""Rasa's own command, started so that it is ready sooner; what it can do is Rasa's own.

A server is started without TensorFlow, and its logs hold nothing that a visitor wrote. Training cannot do
without TensorFlow: Rasa checks a configuration against all components of its own. skops is imported before
it: it searches every module there is for the names of numpy's functions, which takes four to five seconds
after TensorFlow, and before it almost nothing.
"""

import os
import sys

import skops.io  # noqa: F401

from bot.assistant.rasa_patches import keep_texts_out_of_logs, leave_out_tensorflow


def serve() -> None:
    """`rasa run`."""
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
