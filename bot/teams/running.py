"""A running Baton in Teams: its worker, its courier and its line, started and stopped with the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from urllib.request import getproxies

import aiohttp
from aiohttp import web

from bot.at_desk import AtDesk
from bot.courier import Courier
from bot.desk import Desk
from bot.teams.line import Line
from bot.teams.listen import MOST_BYTES, PATH, Listener, answer
from bot.teams.reception import Reception
from bot.teams.sending import TeamsSending
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud
from bot.teams.turns import Answer
from bot.teams.who import Who

log = logging.getLogger(__name__)


class Teams:
    """Baton in one tenant. Make it inside the event loop."""

    def __init__(self, answer: Answer, settings: TeamsSettings, cloud: Cloud, at_desk: AtDesk, time_zone: str) -> None:
        self._session = aiohttp.ClientSession(trust_env=bool(getproxies()) and not settings.playground)
        self._line = Line(settings, cloud, self._session)
        self._courier = Courier(at_desk, TeamsSending(at_desk, self._line))
        who = Who(self._line, settings.tenant_id)
        self._reception = Reception(answer, at_desk, self._line, who, self._courier.wake, time_zone)
        self._listener = Listener(self._reception)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then finish what was begun."""
        delivering = asyncio.ensure_future(self._courier.run())
        await stop.wait()
        await self._reception.close()
        self._courier.leave()
        await delivering
        await self._session.close()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request."""
        return await answer(request, self._line, self._listener)


def serve_teams(
    page: web.Application,
    answer: Answer,
    settings: TeamsSettings,
    open_desk: Callable[[], AbstractContextManager[Desk]],
    time_zone: str,
    cloud: Cloud | None = None,
) -> None:
    """Have an application run Baton in Teams as well, and answer Teams' requests.

    The page's own rules about who may use it do not hold for those: they come from outside, and are signed.
    """
    running: list[Teams] = []

    async def run(_app: web.Application) -> AsyncIterator[None]:
        stop = asyncio.Event()
        at_desk = AtDesk(open_desk)
        running.append(Teams(answer, settings, cloud or Cloud(), at_desk, time_zone))
        working = asyncio.ensure_future(running[0].run(stop))
        yield
        stop.set()
        await working
        await asyncio.to_thread(at_desk.close)

    @web.middleware
    async def teams_first(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path != PATH or request.method != "POST":
            return await handler(request)
        return await running[0].answer(request.clone(client_max_size=MOST_BYTES))

    page.cleanup_ctx.append(run)
    page.middlewares.insert(0, teams_first)
