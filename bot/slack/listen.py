"""Slack's side of Baton as a Bolt app: what hears commands, shortcuts, buttons, forms and events.

HTTP and Socket Mode hand their payloads to the same listeners.
"""

import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.slack import pressed, read
from bot.slack.events import Events
from bot.slack.manifest import COMMANDS, EVENTS, SHORTCUTS
from bot.slack.reception import Reception
from bot.slack.render import MODAL

JSON = "application/json"
SECONDS_A_SIGNATURE_HOLDS = 300  # older ones are refused
_ANYTHING = re.compile(r".*", re.DOTALL)
_SHORTCUT = re.compile("|".join(map(re.escape, SHORTCUTS)))
_EVENT_TYPES = tuple(dict.fromkeys(event.partition(".")[0] for event in EVENTS))

Body = dict[str, Any]


def make_bolt(reception: Reception, events: Events, token: str) -> AsyncApp:
    """Return the Bolt app; what it is handed has been found to be Slack's, by its signature or its socket."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=events.workspace.id,
            bot_token=token,
            bot_id=events.workspace.bot,
            bot_user_id=events.workspace.user,
        )

    async def command(body: Body) -> BoltResponse:
        return _acknowledged(await reception.receive(read.command(body)))

    # Bolt's own way to wait for an acknowledgement asks every 10 ms; this one returns with the listener.
    app = AsyncApp(
        name="baton",
        request_verification_enabled=False,
        before_authorize=_Entrance(command),
        authorize=authorize,
        process_before_response=True,
        logger=_quiet(),
    )

    async def shortcut(body: Body) -> BoltResponse:
        return _acknowledged(await reception.receive(read.shortcut(body, events.workspace.url)))

    async def button(body: Body) -> BoltResponse:
        heard = pressed.button(body)
        return _acknowledged(await reception.receive(heard) if heard else "")

    async def form(body: Body) -> BoltResponse:
        return _acknowledged(await reception.receive(pressed.form(body)))

    async def event(body: Body) -> BoltResponse:
        await events.receive(body)
        return _acknowledged("")

    app.shortcut(_SHORTCUT)(shortcut)
    app.action(_ANYTHING)(button)
    app.view(MODAL)(form)
    for kind in _EVENT_TYPES:
        app.event(kind)(event)
    return app


def _acknowledged(text: str) -> BoltResponse:
    """Return an acknowledgement as it is sent; what Bolt would make of it is the same, and takes it longer."""
    return BoltResponse(status=200, body=text, headers={"Content-Type": JSON})


class _Entrance(AsyncMiddleware):
    """What stands before the listeners: a request whose signature was used before is refused, a command is answered.

    Slack hands only events over again, says so, and signs them anew, unless it does so within the same second; those
    have their effect once by their id. Signatures are kept as numbers, in two turns of as long as one holds, so that
    memory stays small. Commands are what most people send most of the time, and everything about one is in its body:
    for a listener Bolt would first make a client and gather all that its function could ask for, which takes longer
    than to find the answer. It is a class, since for a function Bolt does the same.
    """

    def __init__(self, command: Callable[[Body], Awaitable[BoltResponse]]) -> None:
        self._command = command
        self._now: set[int] = set()
        self._before: set[int] = set()
        self._since = time.monotonic()

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        """Answer, refuse, or call the next one."""
        if req.mode == "http" and self._is_replayed(req):
            return BoltResponse(status=401, body='{"error": "replayed request"}')
        if req.body.get("command") in COMMANDS:
            return await self._command(req.body)
        await next()
        return resp

    def _is_replayed(self, req: AsyncBoltRequest) -> bool:
        if time.monotonic() - self._since > SECONDS_A_SIGNATURE_HOLDS:
            self._now, self._before, self._since = set(), self._now, time.monotonic()
        signature = int(req.headers["x-slack-signature"][0].removeprefix("v0=")[:15], 16)
        is_retry = "x-slack-retry-num" in req.headers and req.body.get("type") == "event_callback"
        if (signature in self._now or signature in self._before) and not is_retry:
            return True
        self._now.add(signature)
        return False


def _quiet() -> logging.Logger:
    """Return a logger without Bolt's warnings: they are about settings of its own that Baton does not use."""
    log = logging.getLogger("bot.slack.bolt")
    log.setLevel(logging.ERROR)
    return log
