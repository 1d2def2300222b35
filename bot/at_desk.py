"""Where the turns of a chat product are taken: one worker thread, so that the loop never waits for the store.

The embedded database has one writer at a time, and every turn writes: a second thread would only wait, and longer
than it must (https://www.sqlite.org/c3ref/busy_timeout.html). What is waiting is done together and committed once,
since to wait for the disk is most of what a turn costs.
"""

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.desk import Desk

Result = TypeVar("Result")

SECONDS_TOGETHER = 0.01  # after which what was done is committed, whatever else is waiting


class Worker(Protocol):
    """Whoever does work at a desk, each piece whole or not at all."""

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        """Have work done at a desk, and return what it gave once it is committed."""


@dataclass(slots=True)
class Job:
    """A piece of work that somebody waits for."""

    work: Callable[[Desk], Any]
    waiting: asyncio.Future[Any]
    result: Any = None
    fault: Exception | None = None

    def settle(self) -> None:
        """Tell whoever waits; they may have given up."""
        if not self.waiting.done():
            if self.fault:
                self.waiting.set_exception(self.fault)
            else:
                self.waiting.set_result(self.result)


class AtDesk:
    """Work at a desk, done in the order it is handed in; each piece happens whole or not at all."""

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]]) -> None:
        self._open_desk = open_desk
        self._jobs: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._heard: list[Job] = []
        self._worker = threading.Thread(target=self._work, name="desk", daemon=True)
        self._worker.start()

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        """Have work done at a desk, and return what it gave once it is committed."""
        loop = asyncio.get_running_loop()
        waiting = loop.create_future()
        # Handed over when the loop has heard everybody who spoke at once: the worker would begin with the first one,
        # keep the loop from hearing the others, and commit one by one.
        if not self._heard:
            loop.call_soon(self._hand_over)
        self._heard.append(Job(work, waiting))
        result: Result = await waiting
        return result

    def _hand_over(self) -> None:
        handed, self._heard = self._heard, []
        self._jobs.put(handed)

    def close(self) -> None:
        """Finish what was handed in, and take no more."""
        self._jobs.put(None)
        self._worker.join()

    def _work(self) -> None:
        while (jobs := self._jobs.get()) is not None:
            left = deque(jobs)
            while left:
                self._work_together(left)

    def _work_together(self, left: deque[Job]) -> None:
        """Do those that wait first, and those that come meanwhile, as long as they can be committed together."""
        done: list[Job] = []
        loop = left[0].waiting.get_loop()
        try:
            with self._open_desk() as desk:
                # The indexes catch up here, so that inside they see nothing that could still be taken back.
                desk.search.find("", desk.guide)
                with desk.together():
                    for each in self._waiting(left, desk):
                        done.append(each)
                        _do(each, desk)
        except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
            done = done or [left.popleft()]
            for each in done:
                each.fault = error
        loop.call_soon_threadsafe(_settle, done)

    def _waiting(self, left: deque[Job], desk: Desk) -> Iterator[Job]:
        """Give those that wait, and those that come meanwhile, while there is time.

        None comes after one that changed the guide: a search must not see what could still be taken back.
        """
        until = time.monotonic() + SECONDS_TOGETHER
        position = desk.guide.position()
        yield left.popleft()
        while time.monotonic() < until and desk.guide.position() == position:
            if not left and not self._take_in(left):
                return
            yield left.popleft()

    def _take_in(self, left: deque[Job]) -> bool:
        """Take what was handed in meanwhile; False if it is nothing more."""
        try:
            jobs = self._jobs.get_nowait()
        except queue.Empty:
            return False
        if jobs is None:
            self._jobs.put(None)
            return False
        left.extend(jobs)
        return True


def _do(job: Job, desk: Desk) -> None:
    try:
        with desk.together():
            job.result = job.work(desk)
    except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
        job.fault = error


def _settle(done: list[Job]) -> None:
    for job in done:
        job.settle()
