"""Calling Slack: one door for every method, and one kind of fault for everything that can go wrong behind it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.request import getproxies

import aiohttp

from bot.delivery.fault import Fault
from bot.slack.causes import cause_of
from bot.slack.manifest import READS

URL = "https://slack.com/api/"
SECONDS_TO_ANSWER = 10
RESPOND = "respond"  # not a method: a message to a response URL, which needs no token and no membership
OK, TOO_MANY, BROKEN = 200, 429, 500


class SlackFault(Fault):
    """A call did not do what it should. ``error`` is Slack's word for it, or ``unreachable``, or ``nonsense``.

    ``answer`` is all that Slack said.
    """

    def __init__(
        self, error: str, *, wait: float = 0, is_sure: bool = True, answer: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(error, cause_of(error), wait=wait, is_sure=is_sure)
        self.answer = answer or {}


class SlackApi:
    """The Web API with one token, and response URLs. Use it inside one event loop, and close it there."""

    def __init__(self, token: str, url: str = "") -> None:
        self._token = token
        self.url = f"{url.rstrip('/')}/" if url else URL
        timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
        # Where there is a proxy aiohttp looks it up at every call, in a thread of its own.
        self._session = aiohttp.ClientSession(timeout=timeout, trust_env=bool(getproxies()))

    async def close(self) -> None:
        """Give the connections back."""
        await self._session.close()

    async def call(self, method: str, body: Mapping[str, Any], token: str = "") -> dict[str, Any]:
        """Call a method and return what it answers, the headers under ``headers`` in small letters.

        Raises:
            SlackFault: it said no, or nothing that can be understood.
        """
        if method == RESPOND:
            message = {name: value for name, value in body.items() if name != "url"}
            await self._post(body["url"], {}, json=message)
            return {"ok": True}
        given: dict[str, Any] = {"data": body} if method in READS else {"json": body}
        text, headers = await self._post(
            f"{self.url}{method}", {"Authorization": f"Bearer {token or self._token}"}, **given
        )
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise SlackFault("nonsense", is_sure=False) from error
        if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
            raise SlackFault("nonsense", is_sure=False)
        answer["headers"] = headers
        if not answer["ok"]:
            raise SlackFault(str(answer.get("error")), wait=_seconds(headers), answer=answer)
        return answer

    async def _post(self, url: str, headers: Mapping[str, str], **given: Any) -> tuple[str, dict[str, str]]:
        try:
            async with self._session.post(url, headers=headers, **given) as response:
                text = await response.text(errors="replace")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise SlackFault("unreachable", is_sure=isinstance(error, aiohttp.ClientConnectorError)) from error
        got = {name.lower(): value for name, value in response.headers.items()}
        if response.status == TOO_MANY:
            raise SlackFault("ratelimited", wait=_seconds(got))
        if response.status >= BROKEN:
            raise SlackFault("nonsense", is_sure=False)
        if response.status != OK:
            raise SlackFault(text[:80] or f"status {response.status}")
        return text, got


def _seconds(headers: Mapping[str, str]) -> float:
    wait = headers.get("retry-after", "")
    return float(wait) if wait.isdecimal() else 0
