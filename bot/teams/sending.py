"""How what is owed to people in Teams is sent, and what becomes of it where Baton cannot write."""

from collections.abc import Mapping
from typing import Any, Protocol

from bot.at_desk import Worker
from bot.delivery.fault import Fault
from bot.delivery.notices import POST, TELL, UPDATE
from bot.delivery.outbox import Owed
from bot.desk import Desk
from bot.teams.addresses import Address, Addresses
from bot.teams.faults import of_change
from bot.teams.profile import SURFACE
from bot.teams.render import as_activity
from bot.teams.turns import CHANGE, LATE, leave
from bot.written import from_data

AT_ONCE = 10
CLOSED = ("person gone", "place closed", "not invited", "removed")
_BETWEEN = "|"  # a conversation and the message in it, as the outbox keeps them


class Calls(Protocol):
    """Whatever calls Teams; each call raises a fault where it could not do what it should."""

    async def send(self, service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """As :meth:`bot.teams.line.Line.send`."""

    async def change(self, service: str, conversation: str, id: str, activity: Mapping[str, Any]) -> None:
        """As :meth:`bot.teams.line.Line.change`."""

    async def open_chat(self, service: str, tenant: str, account: str) -> str:
        """As :meth:`bot.teams.line.Line.open_chat`."""


class TeamsSending:
    """Sends one message after the other."""

    surface = SURFACE

    def __init__(self, at_desk: Worker, line: Calls) -> None:
        self._at_desk = at_desk
        self._line = line

    def room(self) -> int:
        """As :meth:`bot.delivery.courier.Sending.room`; Teams counts for each conversation, and says when it is too much."""
        return AT_ONCE

    async def send(self, owed: Owed) -> str:
        """Send one message and return its name in Teams: conversation and message.

        Raises:
            Fault: it could not be sent.
        """
        if owed.method in {TELL, POST, LATE}:
            return await self._notice(owed)
        if owed.method == UPDATE:
            return await self._update(owed)
        if owed.method == CHANGE:
            known = await self._at_desk.do(lambda desk: desk.outbox(SURFACE).sent_as(owed.about))
            if known:
                await self._change(owed.body["service"], known, owed.body["activity"])
                return known
        return await self._send(owed.body["service"], owed.body["conversation"], owed.body["activity"])

    def give_up(self, owed: Owed, fault: Fault, desk: Desk) -> bool:
        """Keep that Baton cannot write there any more, so that it does not try until it is let in again.

        Nothing is owed instead, so the leads hear of it.
        """
        if fault.cause in CLOSED:
            address = Addresses(desk.db, desk.team).find(owed.lane)
            conversation = owed.body.get("conversation") or (address.conversation if address else "")
            if conversation:
                leave(str(conversation).partition(";")[0], desk)
        return False

    async def _notice(self, owed: Owed) -> str:
        address = await self._at_desk.do(lambda desk: Addresses(desk.db, desk.team).find(owed.lane))
        if address is None:
            raise Fault("Baton is not there", "not invited" if owed.method == POST else "person gone")
        conversation = address.conversation or await self._open(address)
        return await self._send(address.service, conversation, await self._activity(owed))

    async def _update(self, owed: Owed) -> str:
        """Change a card where it stands; where it no longer does there is nothing to change."""

        def look(desk: Desk) -> tuple[str, Address | None]:
            standing = desk.outbox(SURFACE).sent_as(owed.about, owed.lane)
            return standing, Addresses(desk.db, desk.team).find(owed.lane)

        standing, address = await self._at_desk.do(look)
        if standing and address:
            await self._change(address.service, standing, await self._activity(owed))
        return standing

    async def _open(self, address: Address) -> str:
        conversation = await self._line.open_chat(address.service, address.tenant, address.account)
        opened = Address(address.id, conversation, address.account, address.service, address.tenant)
        await self._at_desk.do(lambda desk: Addresses(desk.db, desk.team).keep(opened, desk.now))
        return conversation

    async def _activity(self, owed: Owed) -> Mapping[str, Any]:
        if owed.method == LATE:
            drawn_before: Mapping[str, Any] = owed.body["activity"]
            return drawn_before

        def drawn(desk: Desk) -> Mapping[str, Any]:
            return as_activity(from_data(owed.body["message"]), lambda text: desk.kept.keep(text, desk.now))

        return await self._at_desk.do(drawn)

    async def _send(self, service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        id = await self._line.send(service, conversation, activity)
        return f"{conversation.partition(';')[0]}{_BETWEEN}{id}"

    async def _change(self, service: str, standing: str, activity: Mapping[str, Any]) -> None:
        conversation, _, id = standing.rpartition(_BETWEEN)
        try:
            await self._line.change(service, conversation, id, activity)
        except Fault as fault:
            raise of_change(fault) from fault
