"""`rasa`, started so that it is ready sooner; what it can do is Rasa's own.

When skops is imported it searches every module there is for the names of numpy's functions. After TensorFlow,
which Rasa imports first, that takes four to five seconds of every start; before it, almost nothing.

Before training, the examples begin to be read while Rasa is being imported.
"""

import sys

import skops.io  # noqa: F401
from rasa.__main__ import main

from bot.nlu import read_ahead
from bot.settings import ROOT

if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        read_ahead.begin(ROOT / "data" / "nlu")
    main()
