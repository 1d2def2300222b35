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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.desk import Desk
from bot.opened import Unreachable

Result = TypeVar("Result")

MOST_TOGETHER = 64  # pieces, after which the worker begins, however many are still speaking
SECONDS_TO_LET_WORK = 0.005
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
    """Work at a desk, done in the order it is handed in; each piece happens whole or not at all.

    A piece that fails takes back what was done together with it; then each is done again by itself, unless the store
    is gone. So what work does to anything but the desk's store must bear to be done twice.
    """

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]]) -> None:
        self._open_desk = open_desk
        self._handed: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._heard: list[Job] = []
        self._at_work = 0
        self._is_at_the_disk = threading.Event()
        self._worker = threading.Thread(target=self._work, name="desk", daemon=True)
        self._worker.start()

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        """Have work done at a desk, and return what it gave once it is committed."""
        loop = asyncio.get_running_loop()
        waiting = loop.create_future()
        self._heard.append(Job(work, waiting))
        if len(self._heard) == 1 and not self._at_work:
            self._hear_out(loop, 0)
        result: Result = await waiting
        return result

    def close(self) -> None:
        """Finish what was handed in, and take no more."""
        self._handed.put(None)
        self._worker.join()

    def _hear_out(self, loop: asyncio.AbstractEventLoop, heard_before: int) -> None:
        """Hand over what was heard, once a round of the loop has brought nothing more: it is committed together."""
        if heard_before < len(self._heard) < MOST_TOGETHER:
            loop.call_soon(self._hear_out, loop, len(self._heard))
        elif self._heard:
            self._hand_over()

    def _hand_over(self) -> None:
        handed, self._heard = self._heard, []
        self._at_work = len(handed)
        self._is_at_the_disk.clear()
        self._handed.put(handed)
        # Two threads that work at once only take the interpreter from each other, which costs as much as the work.
        # So the loop lets the worker begin, and goes on while that waits for the disk.
        self._is_at_the_disk.wait(SECONDS_TO_LET_WORK)

    def _settle(self, loop: asyncio.AbstractEventLoop, done: list[Job]) -> None:
        """Tell those who wait, and hand over what was heard meanwhile."""
        self._at_work -= len(done)
        for job in done:
            job.settle()
        if self._heard and not self._at_work:
            loop.call_soon(self._hear_out, loop, 0)

    def _work(self) -> None:
        while (jobs := self._handed.get()) is not None:
            left = deque(jobs)
            while left:
                self._work_together(left)

    def _work_together(self, left: deque[Job]) -> None:
        """Do those that wait first, and the next ones, as long as they can be committed together."""
        done: list[Job] = []
        loop = left[0].waiting.get_loop()
        try:
            with self._together() as desk:
                for each in _next(left, desk):
                    done.append(each)
                    each.result = each.work(desk)
                self._is_at_the_disk.set()
        except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
            done = done or [left.popleft()]
            if len(done) > 1 and not isinstance(error, Unreachable):
                self._work_alone(done)
            else:
                for each in done:
                    each.fault = error
        self._is_at_the_disk.set()
        loop.call_soon_threadsafe(self._settle, loop, done)

    @contextmanager
    def _together(self) -> Iterator[Desk]:
        """Give a desk at which everything is committed together.

        The indexes catch up while nothing is written yet: so they see nothing that could still be taken back.
        """
        with self._open_desk() as desk, desk.together():
            desk.search.find("", desk.guide)
            yield desk

    def _work_alone(self, jobs: list[Job]) -> None:
        """Do each by itself, since at one of them all that was done together was taken back.

        That is seldom, so the others need not pay for places to go back to, which cost SQLite a copy of each page.
        """
        for job in jobs:
            try:
                with self._together() as desk:
                    job.result = job.work(desk)
            except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
                job.result, job.fault = None, error


def _next(left: deque[Job], desk: Desk) -> Iterator[Job]:
    """Give what is left, while there is time.

    None comes after one that changed the guide: a search must not see what could still be taken back.
    """
    until = time.monotonic() + SECONDS_TOGETHER
    position = desk.guide.position()
    yield left.popleft()
    while left and time.monotonic() < until and desk.guide.position() == position:
        yield left.popleft()
