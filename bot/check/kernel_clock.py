"""What the kernel knows of its clock: whether a time server keeps it right (adjtimex(2)).

systemd-timesyncd tells the kernel so, and chrony where its `rtcsync` is set.
"""

import ctypes

TIME_ERROR = 5
REFUSED = -1
TIMEX_BYTES = 512
"""Room for the kernel's `struct timex`, which takes 208. All zero it asks, and sets nothing."""


def state() -> int:
    """What the kernel answers, or that it does not: in some containers, and where there is no such call."""
    adjtimex = getattr(ctypes.CDLL(None), "adjtimex", None)
    return int(adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))) if adjtimex else REFUSED


def is_synchronised(state: int) -> bool | None:
    """Whether a time server keeps the clock right; None where we may not know."""
    return None if state == REFUSED else state != TIME_ERROR
