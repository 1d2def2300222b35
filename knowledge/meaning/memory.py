"""Giving memory back to the machine that loading needed for a moment."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Hand what was freed back to the system; with 10,000 entries that is 160 of 480 MB.

    glibc keeps it otherwise: https://man7.org/linux/man-pages/man3/malloc_trim.3.html. Elsewhere it is kept.
    What stays is never looked through again for what could be freed, which made people wait for a twentieth of a
    second now and then: https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim:
            trim(0)
