"""`rasa`, started with skops already imported; what it can do is Rasa's own.

When skops is imported it searches every module there is for the names of numpy's functions. After TensorFlow,
which Rasa imports first, that takes four to five seconds of every start; before it, almost nothing.
"""

import skops.io  # noqa: F401
from rasa.__main__ import main

if __name__ == "__main__":
    main()
