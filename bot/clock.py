"""Doing what is due without anybody asking: every minute, beside everything else."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from schedule import Scheduler

from bot.desk import Desk
from bot.opened import Unreachable

SECONDS_BETWEEN = 60.0
SECONDS_TO_LOOK = 1.0

Duty = Callable[[Desk], None]

log = logging.getLogger(__name__)


class Clock:
    """Does the duties when Baton starts, so what was missed meanwhile is made up for, and about every minute.

    A duty decides from the store and the time what is due, and claims it: to be called once too often does no harm.
    """

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]], duties: Iterable[Duty]) -> None:
        self._open_desk = open_desk
        self._scheduler = Scheduler()
        for duty in duties:
            self._scheduler.every().minute.do(self._do, duty)

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is due until told to stop; what was begun is finished first."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "clock") as thread:
            await loop.run_in_executor(thread, self._scheduler.run_all)
            while not stop.is_set():
                await loop.run_in_executor(thread, self.tick)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), SECONDS_TO_LOOK)

    def tick(self) -> None:
        """Do the duties whose minute has gone by; each is done at a desk of its own."""
        # The scheduler goes by the wall clock: when that is set back, it would wait until the old time has come again.
        if (self._scheduler.idle_seconds or 0) > SECONDS_BETWEEN:
            self._scheduler.run_all()
        self._scheduler.run_pending()

    def _do(self, duty: Duty) -> None:
        """Do a duty; one that breaks does not keep the others from being done, nor itself the next time."""
        name = getattr(duty, "__qualname__", repr(duty))
        try:
            with self._open_desk() as desk:
                duty(desk)
        except Unreachable as gone:
            log.warning("%s could not be done, and is tried again in a minute: %s", name, gone)
        except Exception:
            log.exception("%s broke, and is tried again in a minute", name)
