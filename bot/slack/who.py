"""Finding out who somebody is, without asking Slack again at every turn."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.slack.profile import Profile, profile_of
from bot.slack.web_api import SlackApi, SlackFault

SECONDS_FRESH = 3_600
MOST_KNOWN = 5_000


class Who:
    """The users met lately. Until it is known where Baton is itself, nobody is known to belong there."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._known: OrderedDict[str, tuple[float, Profile]] = OrderedDict()
        self._asking: dict[str, asyncio.Future[Profile]] = {}
        self._workspace = ""
        self._why = ""
        self._asked = asyncio.Event()
        self._introduced = asyncio.Event()

    def be_in(self, workspace: str) -> None:
        """Learn which workspace Baton is in."""
        self._workspace = workspace
        self._asked.set()
        self._introduced.set()

    def be_nowhere(self, why: str) -> None:
        """Learn why Slack does not say which workspace Baton is in; nobody waits for it any longer."""
        self._why = why
        self._asked.set()

    async def introduced(self) -> None:
        """Wait until it is known which workspace Baton is in."""
        await self._introduced.wait()

    async def profile(self, user: str) -> Profile:
        """Return who a user is; what is known of them serves on while Slack does not answer.

        Raises:
            SlackFault: Slack will not say, and they were not met before.
        """
        at, known = self._known.get(user, (0.0, None))
        if known and time.monotonic() - at < SECONDS_FRESH:
            return known
        # One question for all who wait for the answer; it goes on when one of them waits no longer.
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.ensure_future(self._ask(user))
            asking.add_done_callback(partial(self._answered, user))
        try:
            return await asyncio.shield(asking)
        except SlackFault:
            if known is None:
                raise
            return known

    async def _ask(self, user: str) -> Profile:
        return self.learn(await self._described(user))

    def _answered(self, user: str, asking: asyncio.Future[Profile]) -> None:
        del self._asking[user]
        if not asking.cancelled():
            asking.exception()  # perhaps nobody waits for it any longer, and asyncio would complain

    async def _described(self, user: str) -> Mapping[str, Any]:
        await self._asked.wait()
        if not self._workspace:
            raise SlackFault(self._why)
        answer = await self._api.call("users.info", {"user": user, "include_locale": "true"})
        described = answer.get("user")
        if not isinstance(described, dict) or not described.get("id"):
            raise SlackFault("nonsense")
        return described

    def learn(self, user: Mapping[str, Any], workspace: str = "") -> Profile:
        """Remember what Slack says of a user, and return it; ``workspace`` is Baton's own where Slack told of it."""
        profile = profile_of(user, self._workspace or workspace)
        self._known[user["id"]] = (time.monotonic(), profile)
        self._known.move_to_end(user["id"])
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return profile
