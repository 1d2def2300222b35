"""Slack's rate limits, kept before they are hit.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol

from bot.delivery.pace import Pace
from bot.slack.web_api import RESPOND, SlackFault

POST = "chat.postMessage"
TIER_4 = ("views.publish", "views.update")
BURST = 20
SECONDS_AHEAD = 2.0  # how long what is on its way may wait for its turn: an answer comes behind it
LONGEST_IN_HAND = 5.0  # seconds; what has to wait longer goes back to the outbox


@dataclass(frozen=True, slots=True)
class Rates:
    """How many seconds lie between two calls.

    Slack publishes a message a second for a channel, and per minute and method 50 (tier 3) or 100 (tier 4), bursts of
    which are welcome. A workspace's messages have a limit too, and no published number: three hundred a minute is a
    guess on the safe side, so whoever installs Baton can set another one.
    """

    channel: float = 1.0
    post: float = 60 / 300
    tier_3: float = 60 / 50
    tier_4: float = 60 / 100

    def of(self, method: str) -> tuple[float, int]:
        """Return the seconds between two calls of a method, and how many may come at once."""
        if method == POST:
            return self.post, 2  # so that one that was late takes no time from the next
        return (self.tier_4 if method in TIER_4 else self.tier_3), BURST


class Calls(Protocol):
    """Whatever calls Slack's methods."""

    async def call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """As :meth:`bot.slack.web_api.SlackApi.call`."""


class PacedApi:
    """Slack's Web API, each call in its turn."""

    def __init__(self, api: Calls, rates: Rates | None = None) -> None:
        self._api = api
        self._rates = rates or Rates()
        self._pace = Pace()

    def room(self) -> int:
        """Return how many messages may be on their way at once."""
        if self._pace.held(POST) > SECONDS_AHEAD:
            return 0
        return ceil(SECONDS_AHEAD / self._rates.post)

    async def call(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call a method when it is its turn; raises as :meth:`SlackApi.call`."""
        if method == RESPOND:
            return await self._api.call(method, body)
        channel = str(body["channel"]) if method == POST else ""
        if channel:
            await self._pace.turn(channel, self._rates.channel)
        if (seconds := self._pace.held(method)) > LONGEST_IN_HAND:
            raise SlackFault("ratelimited", wait=seconds)
        await self._pace.turn(method, *self._rates.of(method))
        try:
            return await self._api.call(method, body)
        except SlackFault as fault:
            self._pace.hold(method, fault.wait)
            raise
        finally:
            if channel:
                self._pace.hold(channel, self._rates.channel)
