"""Delivering what is owed to people in Slack, until it arrives or cannot: in order, and as fast as Slack lets us."""

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Any

from bot.conversations.manners import not_in_there
from bot.desk import Desk
from bot.outbox import Owed
from bot.slack.at_desk import AtDesk
from bot.slack.blocks import blocks_of
from bot.slack.limits import MESSAGE_BLOCKS
from bot.slack.notice import NOTHING, NOTICES, as_call
from bot.slack.paper import Paper
from bot.slack.profile import SURFACE
from bot.slack.web_api import SlackApi, SlackFault

AT_ONCE = 20
SECONDS_TO_LOOK = 5.0  # for what was put off, or left behind by another process
SECONDS_TO_SEND = 30  # after which a message that was neither sent nor failed is tried again
FIRST_WAIT = 0.5  # seconds; each one is twice as long
LONGEST_WAIT = 300.0
MOST_TRIES = 20  # about an hour
EVENT = (
    "baton_answer"  # the metadata by which an answer is found again: https://docs.slack.dev/messaging/message-metadata
)
OURS = ("for",)

# Where Baton cannot write, so it tells the person alone.
CLOSED = {
    "channel_not_found",
    "expired_url",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
    "used_url",
}

log = logging.getLogger(__name__)


class Courier:
    """Sends what the outbox holds. Start :meth:`run` as a task; :meth:`wake` tells it that there is something new."""

    def __init__(self, at_desk: AtDesk, api: SlackApi) -> None:
        self._at_desk = at_desk
        self._api = api
        self._news = asyncio.Event()
        self._leaving = False
        self._lanes: dict[str, asyncio.Task[bool]] = {}
        self._on_the_way: set[str] = set()

    def wake(self) -> None:
        """Look at once."""
        self._news.set()

    def leave(self) -> None:
        """Have :meth:`run` return when what is being sent has been sent; what is owed stays in the outbox."""
        self._leaving = True
        self._news.set()

    async def run(self) -> None:
        """Deliver until told to leave."""
        while not self._leaving:
            try:
                if await self.collect() == AT_ONCE:
                    continue
            except Exception:
                log.exception("the outbox could not be read; trying again soon")
            await self._wait_for_news()
        await self.rest()

    async def collect(self) -> int:
        """Set out with what is due now, each lane in its order, and return how many messages that is."""
        owed = await self._at_desk.do(_due)
        for each in owed:
            if each.id not in self._on_the_way:
                self._on_the_way.add(each.id)
                self._set_out(each)
        return len(owed)

    async def rest(self) -> None:
        """Wait until everything that is on the way has arrived or failed."""
        while self._lanes:
            await asyncio.gather(*self._lanes.values())

    def _set_out(self, owed: Owed) -> None:
        before = self._lanes.get(owed.lane)
        task = asyncio.ensure_future(self._deliver(owed, before))
        self._lanes[owed.lane] = task

        def arrived(done: asyncio.Task[bool]) -> None:
            self._on_the_way.discard(owed.id)
            if self._lanes.get(owed.lane) is done:
                del self._lanes[owed.lane]
                self.wake()  # what came into this lane meanwhile may go now

        task.add_done_callback(arrived)

    async def _wait_for_news(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), SECONDS_TO_LOOK)
        except TimeoutError:
            return
        self._news.clear()

    async def _deliver(self, owed: Owed, before: asyncio.Task[bool] | None) -> bool:
        """Send one message when the one before it has gone; return whether the next may go."""
        if before is not None and not await before:
            await self._put_off(owed, SlackFault("waits for the one before"))
            return False
        try:
            sent_as = await self._send(owed)
            await self._at_desk.do(partial(_sent, id=owed.id, sent_as=sent_as))
        except SlackFault as fault:
            log.warning("%s (try %s) for %s: %s", owed.method, owed.tries, owed.lane, fault.error)
            is_to_try_again = fault.is_passing and owed.tries < MOST_TRIES
            if not is_to_try_again:
                await self._at_desk.do(partial(_give_up, owed=owed, fault=fault))
                self.wake()  # it may be owed to the person alone now
                return True
            await self._put_off(owed, fault)
            return False
        except Exception:
            log.exception("%s for %s could not be finished; it is tried again", owed.method, owed.lane)
            return False
        return True

    async def _put_off(self, owed: Owed, fault: SlackFault) -> None:
        seconds = fault.wait or min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (owed.tries - 1))
        await self._at_desk.do(partial(_put_off, owed=owed, fault=fault, wait=timedelta(seconds=seconds)))
        asyncio.get_running_loop().call_later(seconds, self.wake)

    async def _send(self, owed: Owed) -> str:
        """Send one message and return its name in Slack: channel and time stamp, where it has one."""
        owed = await self._at_desk.do(partial(as_call, owed)) if owed.method in NOTICES else owed
        if owed.method == NOTHING:
            return ""
        body = {name: value for name, value in owed.body.items() if name not in OURS}
        if "ts" in body:
            await self._api.call(owed.method, body)
            return f"{body['channel']}:{body['ts']}"
        if owed.method == "chat.update":
            known = await self._at_desk.do(lambda desk: desk.outbox(SURFACE).sent_as(owed.about))
            if known:
                channel, _, ts = known.partition(":")
                await self._api.call("chat.update", {**body, "channel": channel, "ts": ts})
                return known
        if owed.method in {"chat.postMessage", "chat.update"}:
            return await self._post(owed, body)
        await self._api.call(owed.method, body)
        return ""

    async def _post(self, owed: Owed, body: dict[str, Any]) -> str:
        if owed.unheard > 1 and (found := await self._find(owed, body)):
            return found
        metadata = {"event_type": EVENT, "event_payload": {"id": owed.id}}
        answer = await self._api.call("chat.postMessage", {**body, "metadata": metadata})
        return f"{answer.get('channel', body['channel'])}:{answer.get('ts', '')}"

    async def _find(self, owed: Owed, body: dict[str, Any]) -> str:
        """Return a message that was posted by a try nobody heard the end of; empty if there is none."""
        where = {"channel": body["channel"], "limit": "100", "include_all_metadata": "true"}
        thread = body.get("thread_ts")
        method = "conversations.replies" if thread else "conversations.history"
        try:
            answer = await self._api.call(method, {**where, **({"ts": thread} if thread else {})})
        except SlackFault as fault:
            if fault.is_passing:
                raise
            return ""
        for message in answer.get("messages", []):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("id") == owed.id:
                return f"{body['channel']}:{message['ts']}"
        return ""


def _due(desk: Desk) -> list[Owed]:
    again_at = desk.now + timedelta(seconds=SECONDS_TO_SEND)
    return desk.outbox(SURFACE).due(desk.now, again_at, AT_ONCE)


def _sent(desk: Desk, id: str, sent_as: str) -> None:
    desk.outbox(SURFACE).sent(id, sent_as, desk.now)


def _put_off(desk: Desk, owed: Owed, fault: SlackFault, wait: timedelta) -> None:
    desk.outbox(SURFACE).put_off(owed.id, fault.error, desk.now + wait, is_sure=fault.is_sure)


def _give_up(desk: Desk, owed: Owed, fault: SlackFault) -> None:
    """Keep why a message cannot be delivered; one that was meant for a place Baton cannot write in goes to the person."""
    outbox, person = desk.outbox(SURFACE), owed.body.get("for")
    with desk.together():
        outbox.fail(owed.id, fault.error, desk.now)
        if fault.error in CLOSED and person and owed.lane != person:
            outbox.owe("", person, "chat.postMessage", _for_person_alone(owed.body, person), desk.now)


def _for_person_alone(body: Any, person: str) -> dict[str, Any]:
    kept = {name: body[name] for name in ("text", "blocks", "unfurl_links", "unfurl_media", "mrkdwn")}
    notes = [block for part in not_in_there().parts for block in blocks_of(part, Paper("message", str))]
    blocks = [*kept["blocks"][:1], *notes, *kept["blocks"][1:]][:MESSAGE_BLOCKS]
    return {**kept, "channel": person, "blocks": blocks, "for": person}
