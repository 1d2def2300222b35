"""The line to Teams over the SDK: activities that come in are checked and handed on, those that go out are sent.

With :mod:`bot.teams.trust`, :mod:`bot.teams.connector` and :mod:`bot.teams.listen` this is all that knows the SDK.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)
from msrest.exceptions import ClientException

from bot.teams.connector import Connectors, called
from bot.teams.settings import TeamsSettings
from bot.teams.tokens import Tokens
from bot.teams.trust import CHANNEL, Cloud, Trust

Logic = Callable[[TurnContext], Awaitable[None]]


class Unreadable(ValueError):
    """What came in is no activity."""


class Line(CloudAdapterBase):  # type: ignore[misc] # the SDK has no types
    """One app's line. Make it inside one event loop, over a session that is closed there after it."""

    def __init__(self, settings: TeamsSettings, cloud: Cloud, session: aiohttp.ClientSession) -> None:
        self.tokens = Tokens(settings, cloud, session)
        self._connectors = Connectors(self.tokens, session)
        self._app_id = settings.app_id
        self._bot = ChannelAccount(id=f"28:{settings.app_id}" if settings.app_id else "", name="Baton")
        self._trust = Trust(settings, cloud, session, self._connectors)
        super().__init__(self._trust)

    async def vouch(self, header: str) -> None:
        """Hold a request's token to what can be known before the request is read; raises as :meth:`Trust.vouch`."""
        await self._trust.vouch(header)

    async def take_in(self, header: str, body: Mapping[str, Any], logic: Logic) -> InvokeResponse | None:
        """Check an activity and hand it to ``logic``; return what goes back at once, if anything does.

        Raises:
            Unreadable: it is no activity.
            NotTrusted: it is not shown to be Teams'.
        """
        try:
            activity = Activity().deserialize(body)
        except (ClientException, ValueError, TypeError, AttributeError, LookupError) as error:
            raise Unreadable(str(error)) from error
        trusted = await self.bot_framework_authentication.authenticate_request(activity, header)
        return await self.process_activity(trusted, activity, logic)

    async def send(self, service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Send an activity to a conversation, and return Teams' id for it.

        Raises:
            Fault: it could not be sent.
        """
        sent: list[str] = []

        async def say(context: TurnContext) -> None:
            told = await context.send_activity(Activity().deserialize(dict(activity)))
            sent.append(str(told.id or "") if told else "")

        await called(self._continued(service, conversation, say))
        return sent[0]

    async def change(self, service: str, conversation: str, id: str, activity: Mapping[str, Any]) -> None:
        """Put another activity in the place of one that was sent.

        Raises:
            Fault: it could not be changed.
        """

        async def say(context: TurnContext) -> None:
            await context.update_activity(Activity().deserialize({**activity, "id": id}))

        await called(self._continued(service, conversation, say))

    async def open_chat(self, service: str, tenant: str, account: str) -> str:
        """Open the chat with a person, and return its id; Teams gives the same one however often it is opened.

        Raises:
            Fault: it could not be opened.
        """
        wanted = ConversationParameters(
            bot=self._bot,
            members=[ChannelAccount(id=account)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
            is_group=False,
        )
        client = await self._connectors.create(service)
        made = await called(client.conversations.create_conversation(wanted))
        return str(made.id)

    async def member(self, service: str, conversation: str, account: str) -> dict[str, Any]:
        """Return what Teams' roster says of a member of a conversation.

        Raises:
            Fault: it says nothing.
        """
        client = await self._connectors.create(service)
        told = await called(client.conversations.get_conversation_member(conversation, account, raw=True))
        member: dict[str, Any] = json.loads(await told.response.text())
        return member

    async def _continued(self, service: str, conversation: str, logic: Logic) -> None:
        reference = ConversationReference(
            service_url=service,
            channel_id=CHANNEL,
            conversation=ConversationAccount(id=conversation),
            bot=self._bot,
        )
        await self.continue_conversation(reference, logic, self._app_id)
