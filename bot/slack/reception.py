"""Seeing to it that whoever addresses Baton in Slack is acknowledged in time, and gets an answer or a reason."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.at_desk import AtDesk
from bot.conversations import manners
from bot.heard import HeardBefore
from bot.inbox import Inbox
from bot.message import Message
from bot.slack import forms
from bot.slack.at_card import REACTION
from bot.slack.heard import Heard, from_json
from bot.slack.profile import SURFACE
from bot.slack.render import as_message, as_modal
from bot.slack.reply import Call, Reply, for_slack, late_call, privately
from bot.slack.turns import DEEPEST, Turns, owe_late
from bot.slack.web_api import SlackApi, SlackFault
from bot.slack.who import Who

SECONDS_TO_ACKNOWLEDGE = (
    2.0  # Slack gives up after three: https://docs.slack.dev/interactivity/handling-user-interaction
)

log = logging.getLogger(__name__)


class Reception:
    """Takes what was heard to the desk. ``wake`` tells the courier that something is owed."""

    def __init__(
        self,
        turns: Turns,
        at_desk: AtDesk,
        api: SlackApi,
        who: Who,
        inbox: Inbox,
        wake: Callable[[], None],
    ) -> None:
        self._turns = turns
        self._at_desk = at_desk
        self._api = api
        self._who = who
        self._inbox = inbox
        self._wake = wake
        self._late: set[asyncio.Task[None]] = set()

    async def receive(self, heard: Heard) -> str:
        """Have something answered, and return what the acknowledgement holds as JSON; never later than Slack waits."""
        until = asyncio.get_running_loop().time() + SECONDS_TO_ACKNOWLEDGE
        try:
            async with asyncio.timeout_at(until):
                reply = await self._take(heard)
        except TimeoutError:
            # What was begun goes on at the desk; taken again, it leads to what it led to then.
            return await self._acknowledge(heard, self._take_and_open(heard))
        if not reply.open:
            return reply.ack
        opening = asyncio.ensure_future(self._open(heard, reply, reply.open))
        await asyncio.wait({opening}, timeout=until - asyncio.get_running_loop().time())
        return opening.result().ack if opening.done() else await self._acknowledge(heard, opening)

    async def _acknowledge(self, heard: Heard, taking: Awaitable[Reply]) -> str:
        """Keep what was heard, so that it is answered whatever happens, and return what is said meanwhile."""
        await asyncio.to_thread(self._inbox.put, heard.id, heard.to_json())
        self._keep(self._finish(heard, taking))
        return _one_moment(heard)

    async def finish_what_was_left(self) -> None:
        """Answer what a process before this one had acknowledged, and did not come to answer."""
        for heard in map(from_json, await asyncio.to_thread(self._inbox.all)):
            await self._finish(heard, self._take_and_open(heard))

    async def close(self) -> None:
        """Finish what was acknowledged."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _take(self, heard: Heard) -> Reply:
        try:
            return await self._taken(heard)
        except HeardBefore:
            return await self._take(heard)  # now it is known what it led to
        except SlackFault as fault:
            log.warning("Slack did not say who %s is: %s", heard.person, fault.error)
            return await self._apologize(heard, manners.unknown_person(fault.error))
        except Exception:
            log.exception("%s (%s) of %s could not be taken", heard.id, heard.action, heard.person)
            return await self._apologize(heard, manners.broken(heard.id))

    async def _taken(self, heard: Heard) -> Reply:
        if heard.unasked and not await self._at_desk.do(lambda desk: desk.outbox(SURFACE).is_about(heard.about)):
            return Reply()
        profile = await self._who.profile(heard.person)
        if profile.is_bot:
            return Reply()
        reply, is_owing = await self._at_desk.do(
            lambda desk: (self._turns.take(heard, profile, desk), desk.outbox(SURFACE).holds_any())
        )
        if is_owing:
            self._wake()
        return reply

    async def _take_and_open(self, heard: Heard) -> Reply:
        reply = await self._take(heard)
        return await self._open(heard, reply, reply.open) if reply.open else reply

    async def _open(self, heard: Heard, reply: Reply, view: Call) -> Reply:
        try:
            await self._api.call(view.method, view.body)
        except SlackFault as fault:
            log.warning("%s for %s: %s", view.method, heard.id, fault.error)
            await self._at_desk.do(lambda desk: owe_late(heard, reply, desk))
            self._wake()
        return Reply(reply.ack)

    async def _finish(self, heard: Heard, taking: Awaitable[Reply]) -> None:
        """Send what could no longer go back with the acknowledgement."""
        await self._owe(heard, await taking)
        await asyncio.to_thread(self._inbox.remove, heard.id)

    async def _owe(self, heard: Heard, reply: Reply) -> None:
        try:
            await self._at_desk.do(lambda desk: owe_late(heard, reply, desk))
        except Exception:
            log.exception("the answer to %s could not be kept, so it is sent once", heard.id)
            await self._send(heard, late_call(heard, reply))
        self._wake()

    async def _send(self, heard: Heard, call: Call | None) -> None:
        """Send what the store does not know of."""
        if call is None:
            return
        try:
            await self._api.call(call.method, for_slack(call.body))
        except SlackFault as fault:
            log.warning("%s could not be told: %s", heard.person, fault.error)
            if "instead" in call.body:
                await self._send(heard, Call("chat.postMessage", call.body["instead"]))

    async def _apologize(self, heard: Heard, message: Message) -> Reply:
        """Say why there is no answer; nothing of it is lost because the store is."""
        if heard.awaits == "view":
            return _over_the_form(heard, message)
        body = as_message(message, _forget, heard.action, {})
        if heard.awaits == "message":
            return Reply(json.dumps({"response_type": "ephemeral", **body}))
        if heard.unasked or heard.action in {"front", REACTION}:
            return Reply()
        await self._owe(heard, Reply(late=privately(heard, body)))
        return Reply()

    def _keep(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._late.add(task)
        task.add_done_callback(self._late.discard)


def _over_the_form(heard: Heard, message: Message) -> Reply:
    """Say something over a form that stays as it is; where it cannot stay, with what was typed into it."""
    whole = replace(message, parts=(*message.parts, *manners.what_you_wrote(forms.written(heard.state))))
    stays = heard.place.depth < DEEPEST
    view = as_modal(message if stays else whole, _forget, heard.metadata)
    told = {"channel": heard.person, **as_message(whole, _forget, "home", {})}
    late = Call("views.update", {"view_id": heard.place.view, "view": as_modal(whole, _forget, {}), "instead": told})
    return Reply(json.dumps({"response_action": "push" if stays else "update", "view": view}), late=late)


def _one_moment(heard: Heard) -> str:
    message = manners.one_moment()
    if heard.awaits == "message":
        return json.dumps({"response_type": "ephemeral", **as_message(message, _forget, heard.action, {})})
    if heard.awaits == "view":
        return json.dumps({"response_action": "update", "view": as_modal(message, _forget, {})})
    return ""


def _forget(_text: str) -> str:
    """Keep nothing: these messages are short."""
    return ""
