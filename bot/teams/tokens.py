"""Baton's own token for calls to Teams: asked for when one is needed, kept until shortly before it expires.

The SDK asks for one over MSAL, which blocks the event loop, and for another at every turn.
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

import asyncio
import json
import time
from typing import Any

import aiohttp

from bot.delivery.fault import Fault
from bot.teams.faults import BROKEN, TOO_MANY
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud

SECONDS_TO_ANSWER = 10.0
SECONDS_BEFORE_EXPIRY = 300.0
OK = 200


class Tokens:
    """The token of one app; with the playground there is none. Use it inside one event loop."""

    def __init__(self, settings: TeamsSettings, cloud: Cloud, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._url = f"{cloud.login}/{settings.tenant_id}/oauth2/v2.0/token"
        self._scope = f"{cloud.scope}/.default"
        self._session = session
        self._token = ""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def token(self) -> str:
        """Return a token that is still good; empty with the playground.

        Raises:
            Fault: Microsoft gives none.
        """
        if self._settings.playground:
            return ""
        async with self._asking:
            if time.monotonic() >= self._until:
                answer = await self.ask()
                self._token = str(answer["access_token"])
                self._until = time.monotonic() + float(answer.get("expires_in") or 0) - SECONDS_BEFORE_EXPIRY
            return self._token

    def forget(self) -> None:
        """Ask anew the next time: the one we have was refused."""
        self._until = 0.0

    async def ask(self) -> dict[str, Any]:
        """Ask for a token, and return the answer with the headers under ``headers``.

        Raises:
            Fault: there was none in it; the error says Microsoft's word for why.
        """
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._settings.app_id,
            "client_secret": self._settings.password,
            "scope": self._scope,
        }
        try:
            timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
            async with self._session.post(self._url, data=asked, timeout=timeout) as response:
                text = await response.text(errors="replace")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Fault(f"no token: {type(error).__name__}", "unreachable") from error
        if response.status == TOO_MANY or response.status >= BROKEN:
            raise Fault(f"no token: status {response.status}", "unreachable")
        try:
            answer = dict(json.loads(text))
        except (ValueError, TypeError) as error:
            raise Fault("no token: the answer is not JSON", "unreachable") from error
        if response.status != OK or not answer.get("access_token"):
            raise Fault(_refusal(answer), "not allowed")
        return {**answer, "headers": {name.lower(): value for name, value in response.headers.items()}}


def _refusal(answer: dict[str, Any]) -> str:
    """Return Microsoft's word for why there is no token, and its number: "invalid_client (7000215)"."""
    codes = ", ".join(str(code) for code in answer.get("error_codes") or ())
    return f"{answer.get('error') or 'no token'}{f' ({codes})' if codes else ''}"
