"""Codes as people write them."""

import re

LOOK_ALIKES = str.maketrans("OoIil", "00111")


def typed_digits(code: str) -> str:
    """The code without spaces, dashes and other signs, and with digits for the letters that look like them.

    What is no code stays none: any other letter stays where it is, and so does a NUL.
    """
    return re.sub(r"[^\w\0]|_", "", code).translate(LOOK_ALIKES)
