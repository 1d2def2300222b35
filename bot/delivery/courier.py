"""Delivering what is owed to people in one chat product, until it arrives or cannot: in order, and not too fast."""

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot.at_desk import Worker
from bot.conversations.deliveries import tell_leads
from bot.delivery.fault import Fault
from bot.delivery.outbox import Owed
from bot.desk import Desk

AT_ONCE = 20
SECONDS_TO_LOOK = 5.0  # for what was put off, or left behind by another process
SECONDS_TO_SEND = 60  # after which a message that nobody has heard the end of is tried again
FIRST_WAIT = 0.5  # seconds; each one is twice as long
LONGEST_WAIT = 900.0
MOST_TRIES = 300  # about three days
SECONDS_TOGETHER = 0.05  # what arrives in so long is kept with one commit: the disk is what everybody waits for

log = logging.getLogger(__name__)


class Sending(Protocol):
    """How messages are sent in one chat product."""

    surface: str

    def room(self) -> int:
        """Return how many messages may be on their way at once without one waiting long for its turn."""

    async def send(self, owed: Owed) -> str:
        """Send one message and return the product's name for it, empty where it has none.

        Where ``owed.unheard`` is more than one it may have arrived already, and is looked for first.

        Raises:
            Fault: it could not be sent.
        """

    def give_up(self, owed: Owed, fault: Fault, desk: Desk) -> bool:
        """Owe what there is to do instead of a message that will not arrive, together with giving it up.

        Returns False where there is nothing, so that the leads are told.
        """


class Courier:
    """Sends what the outbox holds. Start :meth:`run` as a task; :meth:`wake` tells it that there is something new.

    A message is tried again after growing pauses while that may help; one that is known never to arrive is given up
    at once. Those of one lane go one after the other.
    """

    def __init__(self, at_desk: Worker, sending: Sending) -> None:
        self._at_desk = at_desk
        self._sending = sending
        self._news = asyncio.Event()
        self._leaving = False
        self._on_the_way: dict[str, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Look at once."""
        self._news.set()

    def leave(self) -> None:
        """Have :meth:`run` return when what is being sent has been sent; what is owed stays in the outbox."""
        self._leaving = True
        self._news.set()

    async def run(self) -> None:
        """Deliver until told to leave."""
        while not self._leaving:
            self._news.clear()
            try:
                if await self.collect():
                    continue
            except Exception:
                log.exception("the outbox could not be read; trying again soon")
            await self._wait_for_news()
        await self.rest()

    async def collect(self) -> int:
        """Set out with what is due now and has room, and return how many messages that is."""
        room = self._most_at_once() - len(self._on_the_way)
        if room <= 0:
            return 0
        owed = await self._at_desk.do(partial(_due, surface=self._sending.surface, limit=room))
        for each in owed:
            task = asyncio.ensure_future(self._deliver(each))
            self._on_the_way[each.id] = task
            task.add_done_callback(partial(self._arrived, each.id))
        return len(owed)

    async def rest(self) -> None:
        """Wait until everything that is on the way has arrived or failed."""
        await asyncio.gather(*self._on_the_way.values())

    def _most_at_once(self) -> int:
        return min(AT_ONCE, self._sending.room())

    def _arrived(self, id: str, task: asyncio.Task[None]) -> None:
        if self._on_the_way.get(id) is task:
            del self._on_the_way[id]
        # There is room, and what waits behind it may go; to claim several costs as much as to claim one.
        if len(self._on_the_way) <= self._most_at_once() // 2:
            self.wake()

    async def _wait_for_news(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), SECONDS_TO_LOOK)
        except TimeoutError:
            return

    async def _deliver(self, owed: Owed) -> None:
        try:
            sent_as = await self._sent(owed)
            await _next_commit()
            await self._at_desk.do(partial(_keep_sent, owed=owed, sent_as=sent_as))
        except Fault as fault:
            await self._keep_fault(owed, fault)
        except Exception:
            log.exception("that %s for %s was sent could not be kept; it is looked for again", owed.method, owed.lane)

    async def _sent(self, owed: Owed) -> str:
        try:
            return await self._sending.send(owed)
        except Fault as fault:
            if fault.cause == "message gone":
                log.info("%s for %s: what it changes was deleted", owed.method, owed.lane)
                return ""
            raise
        except Exception as error:
            log.exception("%s for %s broke", owed.method, owed.lane)
            raise Fault(f"{type(error).__name__}: {error}", "broken", is_sure=False) from error

    async def _keep_fault(self, owed: Owed, fault: Fault) -> None:
        log.warning("%s (try %s) for %s: %s", owed.method, owed.tries, owed.lane, fault.error)
        try:
            if fault.is_passing and owed.tries < MOST_TRIES:
                seconds = fault.wait or min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (owed.tries - 1))
                await self._at_desk.do(partial(_put_off, owed=owed, fault=fault, wait=timedelta(seconds=seconds)))
                asyncio.get_running_loop().call_later(seconds, self.wake)
            else:
                await self._at_desk.do(partial(_give_up, owed=owed, fault=fault, sending=self._sending))
        except Exception:
            log.exception("why %s for %s was not sent could not be kept; it is tried again", owed.method, owed.lane)


async def _next_commit() -> None:
    """Wait for one of the moments at which what has arrived is kept; all who wait for it go on together."""
    await asyncio.sleep(SECONDS_TOGETHER - asyncio.get_running_loop().time() % SECONDS_TOGETHER)


def _due(desk: Desk, surface: str, limit: int) -> list[Owed]:
    again_at = desk.now + timedelta(seconds=SECONDS_TO_SEND)
    return desk.outbox(surface).due(desk.now, again_at, limit)


def _keep_sent(desk: Desk, owed: Owed, sent_as: str) -> None:
    desk.outbox(owed.surface).sent(owed.id, sent_as, desk.now)


def _put_off(desk: Desk, owed: Owed, fault: Fault, wait: timedelta) -> None:
    desk.outbox(owed.surface).put_off(owed, fault, desk.now + wait)


def _give_up(desk: Desk, owed: Owed, fault: Fault, sending: Sending) -> None:
    with desk.together():
        is_ours = desk.outbox(owed.surface).give_up(owed, fault, desk.now)
        if is_ours and not sending.give_up(owed, fault, desk):
            tell_leads(desk)
