"""A running Baton in Teams: its worker, its courier and its line, started and stopped with the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.request import getproxies

import aiohttp
from aiohttp import web

from bot.at_desk import AtDesk
from bot.delivery.courier import Courier
from bot.desk import Desk
from bot.inbox import Inbox
from bot.teams.line import Line
from bot.teams.listen import MOST_BYTES, PATH, Listener, answer
from bot.teams.profile import SURFACE
from bot.teams.reception import Reception
from bot.teams.sending import TeamsSending
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud
from bot.teams.turns import Answer
from bot.teams.who import Who
from bot.tidying import keep_tidy

log = logging.getLogger(__name__)


class Teams:
    """Baton in one tenant. Make it inside the event loop."""

    def __init__(
        self, answer: Answer, settings: TeamsSettings, cloud: Cloud, at_desk: AtDesk, data: Path, time_zone: str
    ) -> None:
        """Open what is needed; raises as :class:`bot.inbox.Inbox`."""
        self._at_desk = at_desk
        self._inbox = Inbox(data, SURFACE)
        self._session = aiohttp.ClientSession(trust_env=bool(getproxies()) and not settings.playground)
        self._line = Line(settings, cloud, self._session)
        self._courier = Courier(at_desk, TeamsSending(at_desk, self._line))
        who = Who(self._line, settings.tenant_id)
        self._reception = Reception(answer, at_desk, self._line, who, self._inbox, self._courier.wake, time_zone)
        self._listener = Listener(self._reception)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then finish what was begun."""
        delivering = asyncio.ensure_future(self._courier.run())
        others = [asyncio.ensure_future(work) for work in (keep_tidy(self._at_desk, SURFACE), self._start_over())]
        await stop.wait()
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._reception.close()
        self._courier.leave()
        await delivering
        await self._session.close()
        self._inbox.close()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request."""
        return await answer(request, self._line, self._listener)

    async def _start_over(self) -> None:
        try:
            await self._reception.finish_what_was_left()
        except Exception:
            log.exception("what was left in the inbox could not be finished; it is tried again at the next start")


def serve_teams(
    page: web.Application,
    answer: Answer,
    settings: TeamsSettings,
    open_desk: Callable[[], AbstractContextManager[Desk]],
    data: Path,
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
        running.append(Teams(answer, settings, cloud or Cloud(), at_desk, data, time_zone))
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
