"""Seeing to it that whoever addresses Baton in Teams is answered in time, and gets an answer or a reason."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.at_desk import AtDesk
from bot.conversations import manners
from bot.desk import Desk
from bot.fault import Fault
from bot.message import Message
from bot.teams.addresses import Addresses
from bot.teams.heard import Heard
from bot.teams.line import Line
from bot.teams.render import CARD_TYPE, as_activity
from bot.teams.turns import NOTHING, Answer, Reply, shown, take
from bot.teams.who import Who

# Teams gives up after fifteen: https://learn.microsoft.com/azure/bot-service/bot-builder-basics
SECONDS_TO_ANSWER = 8.0

log = logging.getLogger(__name__)


class Reception:
    """Takes what was heard to the desk. ``wake`` tells the courier that something is owed."""

    def __init__(
        self, answer: Answer, at_desk: AtDesk, line: Line, who: Who, wake: Callable[[], None], time_zone: str
    ) -> None:
        self._answer = answer
        self._at_desk = at_desk
        self._line = line
        self._who = who
        self._wake = wake
        self._time_zone = time_zone
        self._late: set[asyncio.Task[None]] = set()

    async def receive(self, heard: Heard) -> Reply:
        """Have something answered, and return what goes back at once; never later than Teams waits."""
        taking = asyncio.ensure_future(self._take(heard))
        done, _ = await asyncio.wait({taking}, timeout=SECONDS_TO_ANSWER)
        if done:
            return taking.result()
        self._keep(self._finish(heard, taking))
        return shown(heard, manners.one_moment(), _forget)

    async def forget(self, conversation: str) -> None:
        """Keep that Baton is no longer in a conversation."""
        await self._at_desk.do(lambda desk: Addresses(desk.db, desk.team).close(conversation, desk.now))
        log.info("Baton was removed from %s; nothing is sent there any more", conversation)

    async def close(self) -> None:
        """Finish what was begun."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _take(self, heard: Heard) -> Reply:
        try:
            return await self._taken(heard)
        except Fault as fault:
            log.warning("Teams did not say who %s is: %s", heard.somebody.account, fault.error)
            return await self._apologize(heard, manners.unknown_person(fault.error))
        except Exception:
            log.exception("%s (%s) of %s could not be taken", heard.id, heard.action, heard.somebody.account)
            return await self._apologize(heard, manners.broken(heard.id))

    async def _taken(self, heard: Heard) -> Reply:
        profile = await self._who.profile(heard)

        def work(desk: Desk) -> Reply:
            return take(heard, profile, desk, self._answer, self._time_zone)

        reply = await self._at_desk.do(work)
        self._wake()
        return reply

    async def _finish(self, heard: Heard, taking: Awaitable[Reply]) -> None:
        """Send what could no longer go back at once."""
        reply = await taking
        card = reply.get("value")
        if heard.place.kind == "card" and isinstance(card, dict):
            await self._send(heard, {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}]})

    async def _apologize(self, heard: Heard, message: Message) -> Reply:
        """Say why there is no answer; nothing of it needs the store."""
        if heard.place.kind == "chat" and heard.action not in {"home", "welcome"}:
            await self._send(heard, as_activity(message, _forget))
            return NOTHING
        return shown(heard, message, _forget)

    async def _send(self, heard: Heard, activity: dict[str, Any]) -> None:
        try:
            await self._line.send(heard.place.service, heard.place.conversation, activity)
        except Fault as fault:
            log.warning("%s could not be told: %s", heard.somebody.account, fault.error)

    def _keep(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._late.add(task)
        task.add_done_callback(self._late.discard)


def _forget(_text: str) -> str:
    """Keep nothing: these messages are short."""
    return ""
