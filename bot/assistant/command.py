"""Runs Rasa's own command, with a faster start.

A server starts without TensorFlow, and its logs contain nothing that a visitor wrote. Training needs
TensorFlow, because Rasa validates a configuration against all its own components. skops is imported before
TensorFlow: it searches all loaded modules for numpy's functions, which takes four to five seconds once
TensorFlow is loaded and almost nothing before.
"""

import os
import sys

import skops.io  # noqa: F401

from bot.assistant.rasa_patches import keep_texts_out_of_logs, leave_out_tensorflow


def serve() -> None:
    """`rasa run`."""
    leave_out_tensorflow()
    keep_texts_out_of_logs()
    from rasa.__main__ import main  # noqa: PLC0415 - after the patches

    main()


def train() -> None:
    """`rasa train`."""
    from rasa.__main__ import main  # noqa: PLC0415 - after skops

    main()
    sys.stdout.flush()
    os._exit(0)  # the model is written, and TensorFlow's shutdown takes up to 15 s
