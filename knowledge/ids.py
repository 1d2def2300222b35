"""Ids that sort by the time they were made in, also when many are made within one millisecond."""

import secrets
import struct
import threading
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that can be misread
_LENGTH = 24  # 48 bits of milliseconds and 72 of chance, five bits a character
_CHANCES = 64  # asked for at once
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = range(5 * (_LENGTH - 2), -1, -10)


class _Counter:
    """The last number given out in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._chances: list[int] = []

    def next(self) -> int:
        """Return a number greater than every one before it."""
        with self._lock:
            # Counting on from the last one keeps the order inside a millisecond, and when the clock is set back.
            number = (int(time.time() * 1000) << 72) | self._chance()
            self._last = max(number, self._last + 1)
            return self._last

    def _chance(self) -> int:
        """Return 64 bits of chance; many are asked of the system at once, since to ask takes longer than the rest."""
        if not self._chances:
            self._chances = [*struct.unpack(f"{_CHANCES}Q", secrets.token_bytes(8 * _CHANCES))]
        return self._chances.pop()


_counter = _Counter()


def new_id() -> str:
    """Return a new id of 24 characters, greater than every id made before it in this process."""
    number = _counter.next()
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in _SHIFTS])


def is_id(text: str) -> bool:
    """Say whether a text has the shape of an id: nobody would know or type it."""
    return len(text) == _LENGTH and all(character in _ALPHABET for character in text)
