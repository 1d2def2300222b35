"""Teams' requests at ``/api/messages``, and the SDK's activity handler that each of them goes through."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler

from bot.teams import read
from bot.teams.heard import Heard
from bot.teams.line import Line, Unreadable
from bot.teams.reception import Reception
from bot.teams.trust import NotTrusted

PATH = "/api/messages"
JSON = "application/json"
MOST_BYTES = 256 * 1024
BODY = "bot.teams.listen.body"  # under which a turn of the SDK's carries the activity as it came in
OK, NOT_SHOWN, NOT_IMPLEMENTED = 200, 401, 501

_INVOKES = {
    "adaptiveCard/action": read.pressed,
    "composeExtension/query": read.searched,
    "composeExtension/fetchTask": read.commanded,
    "composeExtension/submitAction": read.submitted,
}

log = logging.getLogger(__name__)


class Listener(TeamsActivityHandler):  # type: ignore[misc] # the SDK has no types
    """Hands every activity on as what was heard."""

    def __init__(self, reception: Reception) -> None:
        super().__init__()
        self._reception = reception

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Take a message."""
        await self._take(read.message(_body(turn_context)))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """Take the change of a message."""
        await self._take(read.message(_body(turn_context), edited=True))

    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        """Take the end of a message."""
        await self._take(read.message(_body(turn_context), deleted=True))

    async def on_message_reaction_activity(self, turn_context: TurnContext) -> None:
        """Take reactions to a message of Baton's."""
        for heard in read.reacted(_body(turn_context)):
            await self._take(heard)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Take Baton's coming and going."""
        await self._come_or_gone(_body(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Take Baton's coming and going, as older conversations tell it."""
        await self._come_or_gone(_body(turn_context))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Take what is answered at once."""
        reader = _INVOKES.get(turn_context.activity.name or "")
        heard = reader(_body(turn_context)) if reader else None
        if heard is None:
            return InvokeResponse(status=NOT_IMPLEMENTED)
        return self._create_invoke_response(await self._reception.receive(heard))

    @staticmethod
    def _create_invoke_response(body: object = None) -> InvokeResponse:
        """Return an answer that is sent as it is: the SDK would write it as text twice, and fail at the second time."""
        return InvokeResponse(status=OK, body=body)

    async def _come_or_gone(self, body: Mapping[str, Any]) -> None:
        if conversation := read.left(body):
            await self._reception.forget(conversation)
        else:
            await self._take(read.arrived(body))

    async def _take(self, heard: Heard | None) -> None:
        if heard:
            await self._reception.receive(heard)


class Refused(Exception):
    """A request that is answered with this status and nothing else."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


async def answer(request: web.Request, line: Line, listener: Listener) -> web.Response:
    """Answer one request: 401 for whoever is not shown to be Teams, before anything of theirs is read."""
    header = request.headers.get("Authorization", "")
    try:
        await line.vouch(header)
        response = await _taken(header, await _activity(request), line, listener)
    except NotTrusted as reason:
        log.warning("a request for Teams was refused: %s", reason)
        return web.json_response({"error": "This is not shown to be Teams."}, status=NOT_SHOWN)
    except Refused as no:
        return web.json_response({"error": no.sentence}, status=no.status)
    if response is None:
        return web.Response()
    if response.body is None:
        return web.Response(status=response.status)
    return web.json_response(response.body, status=response.status)


async def _activity(request: web.Request) -> dict[str, Any]:
    if request.content_type != JSON:
        raise Refused(415, "This takes activities as application/json.")
    if "Origin" in request.headers:
        raise Refused(403, "This is no address for web pages.")
    try:
        body = json.loads(await request.read())
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "That is longer than any activity.") from None
    except (ValueError, RecursionError):
        raise Refused(400, "That is not JSON.") from None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise Refused(400, "That is no activity.")
    return body


async def _taken(header: str, body: dict[str, Any], line: Line, listener: Listener) -> InvokeResponse | None:
    async def take(context: TurnContext) -> None:
        context.turn_state[BODY] = body
        await listener.on_turn(context)

    try:
        return await line.take_in(header, body, take)
    except Unreadable:
        raise Refused(400, "That is no activity.") from None


def _body(context: TurnContext) -> dict[str, Any]:
    body: dict[str, Any] = context.turn_state[BODY]
    return body
