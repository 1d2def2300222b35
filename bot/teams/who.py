"""Finding out who somebody is, without asking Teams again at every turn."""

import time
from collections import OrderedDict
from typing import Any

from bot.delivery.fault import Fault
from bot.teams.heard import Heard, Place, Somebody
from bot.teams.line import Line
from bot.teams.profile import Profile, as_now, profile_of

SECONDS_FRESH = 3_600
MOST_KNOWN = 5_000


class Who:
    """The people met lately. ``tenant`` is Baton's own; with none, as in the playground, everybody is of the team."""

    def __init__(self, line: Line, tenant: str) -> None:
        self._line = line
        self._tenant = tenant
        self._known: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()

    async def profile(self, heard: Heard) -> Profile:
        """Return who did something; what is known of them serves on while Teams does not answer.

        Raises:
            Fault: Teams will not say, and they were not met before.
        """
        somebody, place = heard.somebody, heard.place
        # Who is a guest in one team may be nobody in another: what is known holds for the tenant it was said in.
        key = (somebody.tenant, somebody.account)
        at, known = self._known.get(key, (0.0, None))
        if known and time.monotonic() - at < SECONDS_FRESH:
            return self._follow(key, at, as_now(known, somebody))
        try:
            member = await self._member(place, somebody)
        except Fault:
            if known is None:
                raise
            return self._follow(key, at, as_now(known, somebody))
        return self._follow(key, time.monotonic(), profile_of(member, somebody, self._tenant))

    def _follow(self, key: tuple[str, str], at: float, profile: Profile) -> Profile:
        self._known[key] = (at, profile)
        self._known.move_to_end(key)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return profile

    async def _member(self, place: Place, somebody: Somebody) -> dict[str, Any]:
        """Return what the roster of the place says, or where Baton is not in it that of the person's chat with Baton.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
        """
        try:
            return await self._line.member(place.service, place.conversation, somebody.account)
        except Fault as fault:
            if place.is_open or fault.is_passing:
                raise
        chat = await self._line.open_chat(place.service, somebody.tenant, somebody.account)
        return await self._line.member(place.service, chat, somebody.account)
