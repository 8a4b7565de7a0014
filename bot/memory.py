"""What a server loads at its start stays; what it used for a while goes back to the system.

Python's garbage collector walks through all models every time, and everybody waits meanwhile: 170 ms in Rasa,
350 ms in the public front. And the C library keeps what was freed between two things that are still used.
"""

import asyncio
import ctypes
import gc

EVERY_SECONDS = 60

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""Where the C library is glibc; it takes a few milliseconds, beside Python."""


def keep_for_good() -> None:
    """Leaves all that is there now out of garbage collection: called once, when everything is loaded."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Returns memory that nothing uses."""
    if _trim is not None:
        _trim(0)


async def giving_back() -> None:
    """Returns memory every minute, until cancelled."""
    while True:
        await asyncio.to_thread(give_back)
        await asyncio.sleep(EVERY_SECONDS)
