"""A Baton whose time is simulated: a chat product that fails, and a process that is killed between any two steps."""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.delivery.courier import Courier, Sending
from bot.desk import Desk
from bot.slack.pace import PacedApi
from bot.slack.sending import SlackSending
from bot.slack.web_api import SlackFault

Result = TypeVar("Result")
Json = dict[str, Any]
A_MESSAGE = "chat.postMessage"
SECONDS_BETWEEN_LOOKS = 3_600


class Killed(BaseException):
    """The process is gone: nothing of it happens after this, not even what catches everything."""


@dataclass
class Life:
    """One process: every step of it may be its last."""

    chance: random.Random
    danger: float
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def step(self) -> None:
        if self.ended.is_set() or self.chance.random() < self.danger:
            self.ended.set()
            raise Killed


class Product(Protocol):
    """A chat product; ``trouble`` is how many of the calls go wrong."""

    trouble: float

    def sending(self, worker: "Worker", life: Life) -> Sending:
        """Return how a process with this life sends messages."""


@dataclass
class FakeWebApi:
    """Slack's Web API as far as messages go; it remembers their metadata, and often does not do what it should.

    Of the calls that go wrong some had their effect. ``limits`` counts how often a limit was hit that Baton knows of.
    """

    chance: random.Random
    trouble: float
    messages: list[Json] = field(default_factory=list)
    throttled: int = 0
    _last: dict[str, float] = field(default_factory=dict)

    def sending(self, worker: "Worker", life: Life) -> Sending:
        return SlackSending(worker, PacedApi(Steps(self, life)))

    async def call(self, method: str, body: Mapping[str, Any]) -> Json:
        await asyncio.sleep(self.chance.uniform(0.05, 0.5))
        if self.chance.random() < self.trouble:
            return await self._go_wrong(method, body)
        return self._answer(method, body)

    async def _go_wrong(self, method: str, body: Mapping[str, Any]) -> Json:
        how = self.chance.choice(["refused", "throttled", "broken", "lost", "slow"])
        if how == "refused":
            raise SlackFault("internal_error")
        if how == "throttled":
            raise SlackFault("ratelimited", wait=self.chance.choice([1, 5, 30]))
        if how in {"lost", "slow"}:
            self._answer(method, body)
        await asyncio.sleep(10 if how == "slow" else 0)
        raise SlackFault("unreachable", is_sure=False)

    def _answer(self, method: str, body: Mapping[str, Any]) -> Json:
        if method == A_MESSAGE:
            return self._post(body)
        if method == "conversations.open":
            return {"channel": {"id": f"D{body['users']}"}}
        assert method == "conversations.history"
        assert not body["channel"].startswith("U"), "Slack knows no history of a user"
        here = [each for each in self.messages if each["channel"] == body["channel"]]
        since = [each for each in here if float(each["ts"]) > float(body["oldest"])]
        return {"messages": list(reversed(since))[: int(body["limit"])]}

    def _post(self, body: Mapping[str, Any]) -> Json:
        now = asyncio.get_running_loop().time()
        place = str(body["channel"])
        channel = f"D{place}" if place.startswith("U") else place
        if now - self._last.get(channel, -1) < 1:
            self.throttled += 1
            raise SlackFault("ratelimited", wait=1)
        self._last[channel] = now
        ts = f"{1_767_225_600 + now:.6f}"
        self.messages.append({**body, "channel": channel, "ts": ts})
        return {"channel": channel, "ts": ts}


@dataclass
class Simulated:
    """A team's Baton over simulated time; it starts again after it was killed.

    ``on_the_way`` counts the messages of which nobody knew at a death whether they had arrived.
    """

    desk: Desk
    product: Product
    chance: random.Random
    danger: float
    duties: tuple[Callable[[Desk], None], ...]
    deaths: int = 0
    on_the_way: int = 0

    def now(self) -> datetime:
        return self.desk.now + timedelta(seconds=asyncio.get_running_loop().time())

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        yield replace(self.desk, now=self.now())

    async def live(self, until: float, quietly: float) -> None:
        """Live until this second with all its dangers, and then so many seconds without any, and without duties."""
        await self._live(until)
        self.danger, self.product.trouble, self.duties = 0, 0, ()
        await self._live(asyncio.get_running_loop().time() + quietly)

    async def _live(self, until: float) -> None:
        """Look at the clock and deliver, die now and then, and be away for a while after it."""
        loop = asyncio.get_running_loop()
        while loop.time() < until:
            life = Life(self.chance, self.danger)
            try:
                self._do_duties(life)
                if self._is_something_due():
                    await self._deliver(life, until)
            except Killed:
                life.ended.set()
            if life.ended.is_set():
                self.deaths += 1
                self.on_the_way += sum(each.state == "sending" for each in self.desk.deliveries.under_way())
                await asyncio.sleep(self.chance.choice([1, 60, 3_600, 86_400]))
            else:
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    def _do_duties(self, life: Life) -> None:
        for duty in self.duties:
            life.step()
            with self.opened() as desk, desk.together():
                duty(desk)
                life.step()

    def _is_something_due(self) -> bool:
        now = self.now()
        return any(
            each.due_at <= now + timedelta(seconds=SECONDS_BETWEEN_LOOKS) for each in self.desk.deliveries.under_way()
        )

    async def _deliver(self, life: Life, until: float) -> None:
        """Run the courier as a process would, until nothing is left to do or the process is killed."""
        worker = Worker(self, life)
        courier = Courier(worker, self.product.sending(worker, life))
        running = asyncio.ensure_future(courier.run())
        loop = asyncio.get_running_loop()
        # The store says when there is nothing left to do; no event does.
        while not life.ended.is_set() and loop.time() < until and self._is_something_due():  # noqa: ASYNC110
            await asyncio.sleep(5)
        if not life.ended.is_set():
            courier.leave()
            await asyncio.wait({running, asyncio.ensure_future(life.ended.wait())}, return_when="FIRST_COMPLETED")
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@dataclass
class Worker:
    """Does work at a desk at once, in the loop; the process may die before, inside the transaction, and after it."""

    simulated: Simulated
    life: Life

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        self.life.step()
        with self.simulated.opened() as desk, desk.together():
            result = work(desk)
            self.life.step()
        self.life.step()
        await asyncio.sleep(0)
        return result


@dataclass
class Steps:
    """The Web API as a process sees it that may die before a call and after it."""

    api: FakeWebApi
    life: Life

    async def call(self, method: str, body: Mapping[str, Any]) -> Json:
        self.life.step()
        answer = await self.api.call(method, body)
        self.life.step()
        return answer
