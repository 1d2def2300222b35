"""A courier in a process of its own that is killed, as by kill -9, at whichever of its steps a test names."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from bot.at_desk import AtDesk
from bot.database.opening import Connections
from bot.delivery.courier import Courier, Sending
from bot.desk import Desk, desk_over
from bot.slack.pace import PacedApi, Rates
from bot.slack.sending import SlackSending
from bot.slack.web_api import SlackApi
from bot.teams.line import Line
from bot.teams.sending import TeamsSending
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud
from knowledge.search import Search

Result = TypeVar("Result")
QUICKLY = Rates(channel=0.01, post=0.01)
SECONDS_BETWEEN_LOOKS = 0.01


@dataclass
class Life:
    """The life of a process, which keeps a diary of its steps; it ends the so manieth time it comes to its ``last``."""

    diary: Path
    last: str = ""
    time: int = 0

    def step(self, name: str) -> None:
        with self.diary.open("a", encoding="utf-8") as page:
            print(name, file=page)
        if name == self.last:
            self.time -= 1
            if self.time == 0:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class MortalWorker:
    """Does work at a desk, and may be killed before it, with all of it done but not committed, and after that."""

    at_desk: AtDesk
    life: Life

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        name = (work.func if isinstance(work, partial) else work).__name__

        def work_and_die(desk: Desk) -> Result:
            result = work(desk)
            self.life.step(f"in {name}")
            return result

        self.life.step(f"before {name}")
        result = await self.at_desk.do(work_and_die)
        self.life.step(f"after {name}")
        return result


@dataclass
class MortalApi:
    """Slack's Web API, called by somebody who may be killed before a call and after it."""

    api: SlackApi
    life: Life

    async def call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.life.step(f"before {method}")
        answer = await self.api.call(method, body)
        self.life.step(f"after {method}")
        return answer


class MortalLine(Line):
    """The line to Teams of somebody who may be killed before a call and after it."""

    life: Life

    async def send(self, service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        self.life.step("before send")
        id = await super().send(service, conversation, activity)
        self.life.step("after send")
        return id

    async def change(self, service: str, conversation: str, id: str, activity: Mapping[str, Any]) -> None:
        self.life.step("before change")
        await super().change(service, conversation, id, activity)
        self.life.step("after change")

    async def open_chat(self, service: str, tenant: str, account: str) -> str:
        self.life.step("before open_chat")
        conversation = await super().open_chat(service, tenant, account)
        self.life.step("after open_chat")
        return conversation


@dataclass(frozen=True)
class InSlack:
    """How messages are sent to a Slack at this address."""

    api_url: str

    @asynccontextmanager
    async def sending(self, worker: MortalWorker) -> AsyncIterator[Sending]:
        api = SlackApi("xoxb-baton", self.api_url)
        yield SlackSending(worker, PacedApi(MortalApi(api, worker.life), QUICKLY))
        await api.close()


@dataclass(frozen=True)
class InTeams:
    """How messages are sent to a Teams in this cloud."""

    settings: TeamsSettings
    cloud: Cloud

    @asynccontextmanager
    async def sending(self, worker: MortalWorker) -> AsyncIterator[Sending]:
        async with aiohttp.ClientSession() as session:
            line = MortalLine(self.settings, self.cloud, session)
            line.life = worker.life
            yield TeamsSending(worker, line)


def deliver(product: InSlack | InTeams, data: Path, now: datetime, life: Life) -> None:
    """Deliver all that is owed in a database, as long as the process lives."""
    connections = Connections("", data)
    search = Search(data / "index")

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        yield desk_over(connections.mine(), "team", search, now)

    at_desk = AtDesk(open_desk)
    asyncio.run(_deliver(product.sending(MortalWorker(at_desk, life)), MortalWorker(at_desk, life), at_desk))
    at_desk.close()
    connections.close()


async def _deliver(sending: AbstractAsyncContextManager[Sending], worker: MortalWorker, at_desk: AtDesk) -> None:
    async with sending as product:
        courier = Courier(worker, product)
        running = asyncio.ensure_future(courier.run())
        # The store says when there is nothing left to do; no event does.
        while await at_desk.do(lambda desk: desk.outbox(product.surface).holds_any()):  # noqa: ASYNC110
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        courier.leave()
        await running
