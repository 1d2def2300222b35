"""Seeing to it that whoever addresses Baton in Teams is answered in time, and gets an answer or a reason."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.at_desk import AtDesk
from bot.conversations import manners
from bot.delivery.fault import Fault
from bot.desk import Desk
from bot.heard import HeardBefore
from bot.inbox import Inbox
from bot.message import Message
from bot.teams.carry import action_of
from bot.teams.heard import ANYWHERE, Heard, from_json
from bot.teams.line import Line
from bot.teams.render import as_activity, with_card
from bot.teams.turns import NOTHING, Answer, Reply, card_in, is_for_baton, leave, owe_late, reply_from, shown, take
from bot.teams.who import Who

# Teams gives up on a message after fifteen: https://learn.microsoft.com/azure/bot-service/bot-builder-basics
SECONDS_TO_ANSWER = 8.0
# What somebody sees the answer of at once it asks for again after five, and takes no answer that comes later:
# https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
SECONDS_AT_ONCE = 4.0

log = logging.getLogger(__name__)


class Reception:
    """Takes what was heard to the desk. ``wake`` tells the courier that something is owed."""

    def __init__(
        self,
        answer: Answer,
        at_desk: AtDesk,
        line: Line,
        who: Who,
        inbox: Inbox,
        wake: Callable[[], None],
        time_zone: str,
    ) -> None:
        self._answer = answer
        self._at_desk = at_desk
        self._line = line
        self._who = who
        self._inbox = inbox
        self._wake = wake
        self._time_zone = time_zone
        self._late: set[asyncio.Task[None]] = set()

    async def receive(self, heard: Heard) -> Reply:
        """Have something answered, and return what goes back at once; never later than Teams waits."""
        taking = asyncio.ensure_future(self._take(heard))
        seconds = SECONDS_AT_ONCE if heard.place.kind in ANYWHERE else SECONDS_TO_ANSWER
        done, _ = await asyncio.wait({taking}, timeout=seconds)
        if done:
            return taking.result()
        await asyncio.to_thread(self._inbox.put, heard.id, heard.to_json())
        self._keep(self._finish(heard, taking))
        return shown(heard, _for_now(heard), _forget)

    async def finish_what_was_left(self) -> None:
        """Answer what a process before this one had acknowledged, and did not come to answer."""
        for heard in map(from_json, await asyncio.to_thread(self._inbox.all)):
            await self._finish(heard, self._take(heard))

    async def forget(self, conversation: str) -> None:
        """Keep that Baton is no longer in a conversation."""
        await self._at_desk.do(partial(leave, conversation))
        log.info("Baton was removed from %s; nothing is sent there any more", conversation)

    async def close(self) -> None:
        """Finish what was begun."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _take(self, heard: Heard) -> Reply:
        try:
            return await self._taken(heard)
        except HeardBefore as known:
            return reply_from(known.reply)
        except Fault as fault:
            log.warning("Teams did not say who %s is: %s", heard.somebody.account, fault.error)
            is_outside = not heard.place.is_open and not fault.is_passing
            why = manners.not_here() if is_outside else manners.unknown_person(fault.error)
            return await self._apologize(heard, why)
        except Exception:
            done = heard.action or action_of(heard.data)
            log.exception("%s (%s) of %s could not be taken", heard.id, done, heard.somebody.account)
            return await self._apologize(heard, manners.broken(heard.id))

    async def _taken(self, heard: Heard) -> Reply:
        if heard.card and not await self._at_desk.do(partial(is_for_baton, heard)):
            return NOTHING
        profile = await self._who.profile(heard)

        def work(desk: Desk) -> Reply:
            return take(heard, profile, desk, self._answer, self._time_zone)

        reply = await self._at_desk.do(work)
        self._wake()
        return reply

    async def _finish(self, heard: Heard, taking: Awaitable[Reply]) -> None:
        """Owe what could no longer go back at once; where the store is gone, send it."""
        reply = await taking
        try:
            profile = await self._who.profile(heard)
            await self._at_desk.do(partial(owe_late, heard, reply, profile))
        except Exception:
            log.exception("the answer to %s could not be kept, so it is sent once", heard.id)
            await self._send_late(heard, reply)
        await asyncio.to_thread(self._inbox.remove, heard.id)
        self._wake()

    async def _apologize(self, heard: Heard, message: Message) -> Reply:
        """Say why there is no answer; nothing of it needs the store."""
        if heard.place.kind == "chat" and heard.action not in {"home", "welcome"}:
            await self._send(heard, as_activity(message, _forget))
            return NOTHING
        return shown(heard, message, _forget)

    async def _send_late(self, heard: Heard, reply: Reply) -> None:
        if card := card_in(reply):
            await self._send(heard, with_card(card), alone=True)

    async def _send(self, heard: Heard, activity: dict[str, Any], *, alone: bool = False) -> None:
        """Send what the store does not know of: where the person is, or to them ``alone``."""
        place, who = heard.place, heard.somebody
        try:
            is_elsewhere = alone and (place.channel or not place.is_open)
            chat = await self._line.open_chat(place.service, who.tenant, who.account) if is_elsewhere else ""
            await self._line.send(place.service, chat or place.conversation, activity)
        except Fault as fault:
            log.warning("%s could not be told: %s", who.account, fault.error)

    def _keep(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._late.add(task)
        task.add_done_callback(self._late.discard)


def _for_now(heard: Heard) -> Message:
    if heard.place.kind == "compose":  # results that come later are shown to nobody
        return manners.search_again()
    return manners.one_moment(in_our_chat=heard.place.kind == "dialog" or heard.can_share)


def _forget(_text: str) -> str:
    """Keep nothing: these messages are short."""
    return ""
