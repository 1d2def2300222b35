"""A running Baton in Slack: its worker, its courier and its connection, started and stopped with the server."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from pathlib import Path

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_bolt_request
from slack_sdk.signature import SignatureVerifier

from bot.at_desk import AtDesk
from bot.delivery.courier import Courier
from bot.desk import Desk
from bot.inbox import Inbox
from bot.slack.checkup import Checkup
from bot.slack.events import Events, Workspace
from bot.slack.listen import make_bolt
from bot.slack.pace import PacedApi, Rates
from bot.slack.profile import SURFACE
from bot.slack.reception import Reception
from bot.slack.sending import SlackSending
from bot.slack.settings import SlackSettings
from bot.slack.signed import is_look, is_signed
from bot.slack.socket import socket
from bot.slack.turns import Answer, Turns
from bot.slack.web_api import SlackApi, SlackFault
from bot.slack.who import Who
from bot.tidying import keep_tidy

PATH = "/slack/events"
MOST_BYTES = 1024 * 1024
ALWAYS_TAKEN = 64 * 1024  # bytes; the page takes as many, so that its own limit need not be lifted
SECONDS_TO_ASK_AGAIN = 30
SECONDS_A_THREAD_KEEPS_OTHERS_WAITING = 0.0005

log = logging.getLogger(__name__)


class Slack:
    """Baton in one workspace. Make it inside the event loop."""

    def __init__(
        self,
        answer: Answer,
        settings: SlackSettings,
        open_desk: Callable[[], AbstractContextManager[Desk]],
        data: Path,
        time_zone: str,
        rates: Rates | None = None,
    ) -> None:
        """Open what is needed; raises as :class:`bot.inbox.Inbox`."""
        self._settings = settings
        self._verifier = SignatureVerifier(settings.signing_secret) if settings.signing_secret else None
        self._workspace = Workspace()
        self._api = SlackApi(settings.bot_token, settings.api_url)
        self._at_desk = AtDesk(open_desk)
        self._inbox = Inbox(data, SURFACE)
        self._who = Who(self._api)
        self._courier = Courier(
            self._at_desk, SlackSending(self._at_desk, PacedApi(self._api, rates or Rates(post=60 / settings.a_minute)))
        )
        self._reception = Reception(
            Turns(answer, time_zone), self._at_desk, self._api, self._who, self._inbox, self._courier.wake
        )
        events = Events(self._reception, self._who, self._at_desk, self._workspace, time_zone)
        self.bolt = make_bolt(self._reception, events, settings.bot_token)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then finish what was begun."""
        delivering = asyncio.ensure_future(self._courier.run())
        tidying = keep_tidy(self._at_desk, SURFACE)
        others = [asyncio.ensure_future(work) for work in (self._introduce(), tidying, self._start_over())]
        async with socket(self.bolt, self._settings):
            await stop.wait()
        for task in others:
            task.cancel()
        self._who.be_nowhere("unreachable")  # whoever still waits is told so
        await asyncio.gather(*others, return_exceptions=True)
        await self._reception.close()
        self._courier.leave()
        await delivering
        await self._api.close()
        await asyncio.to_thread(self._at_desk.close)
        self._inbox.close()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request of Slack's; what is not signed is refused unread."""
        try:
            body = await request.read()
        except web.RequestPayloadError:
            return web.json_response({"error": "unreadable request"}, status=400)
        if not is_signed(request.headers, body, self._verifier):
            return web.Response() if is_look(body) else web.json_response({"error": "invalid request"}, status=401)
        answered = await self.bolt.async_dispatch(await to_bolt_request(request))
        # Bolt's own way copes with cookies as well, which nothing of this sets, and writes a text down slowly.
        return web.Response(status=answered.status, body=answered.body.encode(), headers=answered.first_headers())

    async def _introduce(self) -> None:
        """Learn where Baton is, and say once what is wrong with the configuration; ask until Slack answers."""
        while True:
            try:
                told = await self._api.call("auth.test", {})
            except SlackFault as fault:
                self._who.be_nowhere(fault.error)
                if not fault.is_passing:
                    break
                log.warning("Slack does not answer (%s). Baton keeps asking.", fault.error)
                await asyncio.sleep(fault.wait or SECONDS_TO_ASK_AGAIN)
            else:
                workspace = self._workspace
                workspace.id, workspace.name = told.get("team_id", ""), told.get("team", "")
                workspace.url, workspace.user = told.get("url", ""), told.get("user_id", "")
                workspace.bot = told.get("bot_id") or ""
                if workspace.id:
                    self._who.be_in(workspace.id)
                else:
                    self._who.be_nowhere("nonsense")
                break
        async for finding in Checkup(self._settings, self._api).findings():
            log.log(logging.INFO if finding.is_well else logging.ERROR, "%s", finding.sentence)

    async def _start_over(self) -> None:
        await self._who.introduced()
        try:
            await self._reception.finish_what_was_left()
        except Exception:
            log.exception("what was left in the inbox could not be finished; it is tried again at the next start")


def serve_slack(
    page: web.Application,
    answer: Answer,
    settings: SlackSettings,
    open_desk: Callable[[], AbstractContextManager[Desk]],
    data: Path,
    time_zone: str,
    rates: Rates | None = None,
) -> None:
    """Have an application run Baton in Slack as well, and answer Slack's requests.

    The page's own rules about who may use it do not hold for those: they come from outside, and are signed.
    """
    running: list[Slack] = []

    async def run(_app: web.Application) -> AsyncIterator[None]:
        stop = asyncio.Event()
        # A turn takes the worker about a millisecond; by default it would wait five to be let in, and the loop for it.
        sys.setswitchinterval(SECONDS_A_THREAD_KEEPS_OTHERS_WAITING)
        running.append(Slack(answer, settings, open_desk, data, time_zone, rates))
        working = asyncio.ensure_future(running[0].run(stop))
        yield
        stop.set()
        await working

    async def receive(request: web.Request) -> web.Response:
        is_long = (request.content_length or MOST_BYTES) > ALWAYS_TAKEN
        return await running[0].answer(request.clone(client_max_size=MOST_BYTES) if is_long else request)

    @web.middleware
    async def slack_first(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        is_slack = request.path == PATH and request.method == "POST"
        return await (receive if is_slack else handler)(request)

    page.cleanup_ctx.append(run)
    if settings.signing_secret:
        page.middlewares.insert(0, slack_first)
        page.router.add_post(PATH, receive)  # aiohttp takes longer to find that there is no such address
