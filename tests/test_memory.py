"""What a server no longer uses goes back to the system."""

import ctypes
import gc

import psutil

from bot import memory

PIECES, BYTES = 100_000, 1_000


def resident() -> int:
    return int(psutil.Process().memory_info().rss)


def test_what_was_freed_below_something_still_used_goes_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    pieces = [libc.malloc(BYTES) for _ in range(PIECES)]
    for piece in pieces:
        ctypes.memset(piece, 1, BYTES)
    still_used = libc.malloc(BYTES)
    for piece in pieces:
        libc.free(piece)
    before = resident()
    memory.trim()
    libc.free(still_used)
    assert before - resident() > 0.8 * PIECES * BYTES


def test_what_is_kept_for_good_is_not_looked_through_again() -> None:
    models = [[number] for number in range(1_000)]
    memory.freeze_objects()
    try:
        looked_through = {id(each) for each in gc.get_objects()}
        assert not looked_through & {id(each) for each in models}
    finally:
        gc.unfreeze()
