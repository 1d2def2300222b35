"""How what is owed to people in Slack is sent, and where Baton cannot write, what becomes of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.at_desk import Worker
from bot.conversations.manners import moment_passed, not_in_there
from bot.delivery.fault import Fault
from bot.delivery.outbox import Owed
from bot.desk import Desk
from bot.slack.blocks import blocks_of
from bot.slack.find import posted
from bot.slack.limits import MESSAGE_BLOCKS
from bot.slack.notice import NOTHING, NOTICES, as_call
from bot.slack.pace import POST, PacedApi
from bot.slack.paper import Paper
from bot.slack.profile import SURFACE
from bot.slack.reply import for_slack
from bot.slack.web_api import SlackFault

EVENT = "baton_answer"  # the metadata that :mod:`bot.slack.find` knows it by
CLOSED_VIEW = "not_found"  # https://docs.slack.dev/reference/methods/views.update
CLOSED = ("place closed", "not invited", "expired")  # where Baton cannot write, so it tells the person alone


class SlackSending:
    """Sends one message after the other as Slack takes them."""

    surface = SURFACE

    def __init__(self, at_desk: Worker, api: PacedApi) -> None:
        self._at_desk = at_desk
        self._api = api

    def room(self) -> int:
        """As :meth:`bot.delivery.courier.Sending.room`."""
        return self._api.room()

    async def send(self, owed: Owed) -> str:
        """Send one message and return its name in Slack: channel and time stamp, where it has one.

        Raises:
            SlackFault: it could not be sent.
        """
        owed = await self._at_desk.do(partial(as_call, owed)) if owed.method in NOTICES else owed
        if owed.method == NOTHING:
            return ""
        body = for_slack(owed.body)
        if "ts" in body:
            await self._api.call(owed.method, body)
            return f"{body['channel']}:{body['ts']}"
        if owed.method == "chat.update":
            known = await self._at_desk.do(lambda desk: desk.outbox(SURFACE).sent_as(owed.about))
            if known and await self._changed(known, body):
                return known
        if owed.method in {POST, "chat.update"}:
            return await self._post(owed, body)
        if owed.method == "views.update":
            return await self._in_modal(owed, body)
        await self._api.call(owed.method, body)
        return ""

    def give_up(self, owed: Owed, fault: Fault, desk: Desk) -> bool:
        """Owe to the person alone what was meant for a place that Baton cannot write in."""
        person = owed.body.get("for")
        if fault.cause not in CLOSED or not person or owed.lane == person:
            return False
        desk.outbox(SURFACE).owe("", person, POST, _for_person_alone(owed.body, person, fault), desk.now)
        return True

    async def _changed(self, known: str, body: Mapping[str, Any]) -> bool:
        """Change an answer where it stands; False if somebody has deleted it, so that it has to be posted anew."""
        channel, _, ts = known.partition(":")
        try:
            await self._api.call("chat.update", {**body, "channel": channel, "ts": ts})
        except SlackFault as fault:
            if fault.cause != "message gone":
                raise
            return False
        return True

    async def _in_modal(self, owed: Owed, body: dict[str, Any]) -> str:
        """Show something in a modal; what its person has to know comes to them alone if they have closed it."""
        try:
            await self._api.call("views.update", body)
        except SlackFault as fault:
            if fault.error != CLOSED_VIEW:
                raise
            instead = owed.body.get("instead")
            return await self._post(owed, instead) if instead else ""
        return ""

    async def _post(self, owed: Owed, body: dict[str, Any]) -> str:
        if owed.unheard > 1 and (found := await posted(owed, body, self._api)):
            return found
        metadata = {"event_type": EVENT, "event_payload": {"id": owed.id}}
        answer = await self._api.call(POST, {**body, "metadata": metadata})
        if not answer.get("ts"):
            raise SlackFault("nonsense", is_sure=False)
        return f"{answer.get('channel', body['channel'])}:{answer['ts']}"


def _for_person_alone(body: Any, person: str, fault: Fault) -> dict[str, Any]:
    why = moment_passed() if fault.cause == "expired" else not_in_there()
    kept = {name: body[name] for name in ("text", "blocks", "unfurl_links", "unfurl_media", "mrkdwn")}
    notes = [block for part in why.parts for block in blocks_of(part, Paper("message", str))]
    blocks = [*kept["blocks"][:1], *notes, *kept["blocks"][1:]][:MESSAGE_BLOCKS]
    return {**kept, "channel": person, "blocks": blocks, "for": person}
