"""The clock: duties are done about every minute, each for itself, whatever the wall clock does."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.desk import Desk
from bot.opened import Unreachable
from tests.sample import sample_desk

OpenDesk = Callable[[], AbstractContextManager[Desk]]


class Noted:
    """A duty that notes that it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _desk: Desk) -> None:
        self.times += 1


@pytest.fixture
def open_desk(tmp_path: Path) -> OpenDesk:
    desk = sample_desk(tmp_path)

    @contextmanager
    def opened() -> Iterator[Desk]:
        yield desk

    return opened


def set_next(clock: Clock, seconds: float) -> None:
    """Have the scheduler believe that its minute is over in so many seconds from now."""
    for job in clock._scheduler.jobs:
        job.next_run = datetime.now() + timedelta(seconds=seconds)  # noqa: DTZ005 - schedule goes by local time


def run_shortly(clock: Clock) -> None:
    async def start_and_stop() -> None:
        stop = asyncio.Event()
        running = asyncio.ensure_future(clock.run(stop))
        await asyncio.sleep(0.01)
        stop.set()
        await running

    asyncio.run(start_and_stop())


def test_what_was_missed_is_made_up_for_when_baton_starts(open_desk: OpenDesk) -> None:
    duty = Noted()

    run_shortly(Clock(open_desk, [duty]))

    assert duty.times == 1


def test_a_duty_is_done_when_its_minute_has_gone_by_and_not_before(open_desk: OpenDesk) -> None:
    duty = Noted()
    clock = Clock(open_desk, [duty])

    clock.tick()
    too_early = duty.times
    set_next(clock, -1)
    clock.tick()
    clock.tick()

    assert (too_early, duty.times) == (0, 1)


def test_a_wall_clock_that_is_set_back_stops_nothing(open_desk: OpenDesk) -> None:
    duty = Noted()
    clock = Clock(open_desk, [duty])
    set_next(clock, 3_600)  # as it is when the clock has gone back an hour

    clock.tick()
    clock.tick()

    assert duty.times == 1


def test_a_duty_that_breaks_is_logged_and_stops_neither_the_others_nor_itself(
    open_desk: OpenDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def tell_everybody(_desk: Desk) -> None:
        raise RuntimeError("no such tip")

    def ask_the_server(_desk: Desk) -> None:
        raise Unreachable("The database does not answer.")

    duty = Noted()
    clock = Clock(open_desk, [tell_everybody, ask_the_server, duty])

    for _ in range(2):
        set_next(clock, -1)
        clock.tick()

    broke = [record for record in caplog.records if record.levelno == logging.ERROR]
    waits = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert duty.times == 2
    assert ["tell_everybody broke, and is tried again" in record.getMessage() for record in broke] == [True, True]
    assert ["The database does not answer." in record.getMessage() for record in waits] == [True, True]


def test_a_duty_that_was_begun_is_finished_before_the_clock_stops(open_desk: OpenDesk) -> None:
    finished: list[str] = []

    async def start_and_stop() -> None:
        stop, begun = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slow(_desk: Desk) -> None:
            loop.call_soon_threadsafe(begun.set)
            asyncio.run_coroutine_threadsafe(stop.wait(), loop).result()
            finished.append("slow")

        running = asyncio.ensure_future(Clock(open_desk, [slow]).run(stop))
        await begun.wait()
        stop.set()
        await running

    asyncio.run(start_and_stop())

    assert finished == ["slow"]
