"""Keeping calls as far apart as a product asks for, before it has to say so."""

import asyncio
from weakref import WeakValueDictionary

MOST_KEPT = 1_000


class Pace:
    """When the next call of each kind may be made. Use it inside one event loop, whose clock it goes by."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}  # when the next call would be made if all had been made evenly
        self._held: dict[str, float] = {}
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # kept while somebody stands in it

    async def turn(self, key: str, every: float, burst: int = 1) -> None:
        """Wait until a call of this kind may be made, and count it as made; whoever came first goes first.

        One in ``every`` seconds may; after a while without any, up to ``burst`` at once.
        """
        # Only the first of the line watches the time: if everybody did, each call would wake all of them.
        async with self._lines.setdefault(key, asyncio.Lock()):
            # What is waited for is a time, which :meth:`hold` may move; there is no event for it.
            while (seconds := self._seconds(key, every * (burst - 1))) > 0:  # noqa: ASYNC110
                await asyncio.sleep(seconds)
            self._next[key] = max(self._next.get(key, 0), _now()) + every
        self._forget()

    def hold(self, key: str, seconds: float) -> None:
        """Have no call of this kind made for so many seconds from now."""
        self._held[key] = max(self._held.get(key, 0), _now() + seconds)

    def held(self, key: str) -> float:
        """Return for how many seconds no call of this kind may be made; nothing or less if it is not held."""
        return self._held.get(key, 0) - _now()

    def _seconds(self, key: str, early: float) -> float:
        return max(self.held(key), self._next.get(key, 0) - early - _now())

    def _forget(self) -> None:
        now = _now()
        for times in (self._next, self._held):
            if len(times) > MOST_KEPT:
                for key in [key for key, until in times.items() if until <= now]:
                    del times[key]


def _now() -> float:
    return asyncio.get_running_loop().time()
