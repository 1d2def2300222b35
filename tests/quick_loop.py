"""An event loop whose clock jumps to the next thing that is waited for, so that a year of waiting passes in seconds."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
A_MICROSECOND = 1e-6


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: moves the clock on instead."""

    seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everything waits, and nothing will ever happen"
        self.seconds += max(timeout, 0)
        return super().select(0)


class QuickLoop(asyncio.SelectorEventLoop):
    """The loop; no thread may take part, since nobody waits for one."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        # After half a year the loop's own resolution, a nanosecond, is lost in rounding, and nothing would ever be due.
        self._clock_resolution = A_MICROSECOND

    def time(self) -> float:
        return self._jumping.seconds


def quickly(work: Coroutine[Any, Any, Result]) -> Result:
    """Run something to its end, however long it waits."""
    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        return runner.run(work)
