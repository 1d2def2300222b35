"""Slack's side of Baton as a Bolt app: one listener for the commands, the shortcuts, the buttons, the forms and the events.

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
SECONDS_A_SIGNATURE_HOLDS = 300  # Bolt refuses older ones
_ANYTHING = re.compile(r".*", re.DOTALL)
_COMMAND = re.compile("|".join(map(re.escape, COMMANDS)))
_SHORTCUT = re.compile("|".join(map(re.escape, SHORTCUTS)))
_EVENT_TYPES = tuple(dict.fromkeys(event.partition(".")[0] for event in EVENTS))

Body = dict[str, Any]


def make_bolt(reception: Reception, events: Events, token: str, signing_secret: str) -> AsyncApp:
    """Return the Bolt app; what it is handed over HTTP must be signed with the secret."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=events.workspace.id,
            bot_token=token,
            bot_id=events.workspace.bot,
            bot_user_id=events.workspace.user,
        )

    # Bolt's own way to wait for an acknowledgement asks every 10 ms; this one returns with the listener.
    app = AsyncApp(
        name="baton", signing_secret=signing_secret, authorize=authorize, process_before_response=True, logger=_quiet()
    )
    app.middleware(_RefusingReplays())

    async def command(body: Body) -> BoltResponse:
        return _acknowledged(await reception.receive(read.command(body)))

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

    app.command(_COMMAND)(command)
    app.shortcut(_SHORTCUT)(shortcut)
    app.action(_ANYTHING)(button)
    app.view(MODAL)(form)
    for kind in _EVENT_TYPES:
        app.event(kind)(event)
    return app


def _acknowledged(text: str) -> BoltResponse:
    """Return an acknowledgement as it is sent; what Bolt would make of it is the same, and takes it longer."""
    return BoltResponse(status=200, body=text, headers={"Content-Type": JSON})


class _RefusingReplays(AsyncMiddleware):
    """Refuses a request whose signature was used before.

    Slack hands only events over again, says so, and signs them anew, unless it does so within the same second; those
    have their effect once by their id. Signatures are kept as numbers, in two turns of as long as one holds, so that
    memory stays small. A class, since Bolt takes longer to call a function: it looks what the function asks for.
    """

    def __init__(self) -> None:
        self._now: set[int] = set()
        self._before: set[int] = set()
        self._since = time.monotonic()

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        """Call the next one, or refuse."""
        if req.mode == "http" and self._is_replayed(req):
            return BoltResponse(status=401, body='{"error": "replayed request"}')
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
