"""Where Slack's turns are taken: one worker thread, so that the loop never waits for the store."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

from bot.desk import Desk

Result = TypeVar("Result")

# The embedded database has one writer at a time, and every turn writes: a second thread would only wait, and longer
# than it must. https://www.sqlite.org/c3ref/busy_timeout.html
WORKERS = 1


class AtDesk:
    """Work at a desk, done in the order it is handed in."""

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]]) -> None:
        self._open_desk = open_desk
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="slack")

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        """Do work at a desk in the worker thread, and return what it gave."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, self._work, work)

    def close(self) -> None:
        """Finish what was handed in, and take no more."""
        self._workers.shutdown()

    def _work(self, work: Callable[[Desk], Result]) -> Result:
        with self._open_desk() as desk:
            return work(desk)
