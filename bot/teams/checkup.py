"""Checking Teams' configuration against Microsoft's servers, and saying in sentences what is wrong and how to mend it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.fault import Fault
from bot.finding import Finding
from bot.teams.keys import Keys, Unknown
from bot.teams.settings import TeamsSettings
from bot.teams.tokens import Tokens
from bot.teams.trust import Cloud

SECONDS_OF_SKEW = 60  # tokens are refused from 300 on
SECONDS_TO_ANSWER = 5.0
REFUSED = 401

# Microsoft's numbers for why there is no token. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
MENDING = {
    "7000215": "Microsoft does not know this secret. Copy the value of a client secret into TEAMS_APP_PASSWORD, not its ID.",
    "7000222": "The client secret has expired. Make a new one, and put its value into TEAMS_APP_PASSWORD.",
    "700016": "There is no app with this TEAMS_APP_ID in this tenant. Check both; the bot must be of the type Single Tenant.",
    "90002": "There is no tenant like that. Copy TEAMS_TENANT_ID from Configuration of your Azure Bot.",
    "53003": "Your organisation's Conditional Access keeps the app out. Ask its administrators to let it in.",
}


class Checkup:
    """A look at everything that can be wrong with a Teams app. ``endpoint`` is where Baton listens on this machine."""

    def __init__(self, settings: TeamsSettings, endpoint: str, cloud: Cloud, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._endpoint = endpoint
        self._tokens = Tokens(settings, cloud, session)
        self._keys = Keys(cloud.metadata, session)
        self._session = session

    async def findings(self) -> AsyncIterator[Finding]:
        """Give what was found, each as soon as it is known; nothing here changes anything in Teams."""
        faults = list(self._settings.faults())
        for fault in faults:
            yield Finding(is_well=False, sentence=fault)
        if faults:
            return
        if self._settings.playground:
            sentence = f"Teams is tried with the client at {self._settings.playground}, which needs no token."
            yield Finding(is_well=True, sentence=sentence)
        else:
            async for finding in self._token():
                yield finding
            yield await self._signing_keys()
        yield await self._listening()

    async def _token(self) -> AsyncIterator[Finding]:
        try:
            answer = await self._tokens.ask()
        except Fault as fault:
            yield Finding(is_well=False, sentence=mending(fault))
            return
        yield Finding(is_well=True, sentence="Microsoft knows the app in this tenant, and gives it a token for Teams.")
        yield _skew(answer["headers"])

    async def _signing_keys(self) -> Finding:
        try:
            await self._keys.get("")
        except Unknown as unknown:
            if not self._keys.are_known:
                return Finding(
                    is_well=False,
                    sentence=f"Without Microsoft's signing keys every request of Teams' is refused. {unknown} Check the "
                    "network of this machine, and any proxy between.",
                )
        return Finding(is_well=True, sentence="The keys that Teams signs its requests with can be fetched.")

    async def _listening(self) -> Finding:
        timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
        try:
            async with self._session.post(self._endpoint, json={"type": "ping"}, timeout=timeout) as response:
                is_baton = response.status == REFUSED
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Finding(
                is_well=True,
                sentence=f"Nothing listens at {self._endpoint} now; `baton run` does. The Messaging endpoint of your "
                "Azure Bot must lead there over HTTPS.",
            )
        if is_baton:
            return Finding(is_well=True, sentence=f"Baton listens at {self._endpoint}, and refuses what is not Teams'.")
        return Finding(
            is_well=False,
            sentence=f"What listens at {self._endpoint} is no Baton that runs in Teams. Start Baton again with these settings.",
        )


def mending(fault: Fault) -> str:
    """Return what a fault means and how to mend it."""
    known = next((sentence for number, sentence in MENDING.items() if f"{number}" in _numbers(fault.error)), "")
    if known:
        return known
    if fault.is_passing:
        return (
            f"Microsoft's sign-in cannot be reached ({fault.error}). Check the network of this machine, and any proxy."
        )
    return (
        f"Microsoft gives the app no token: {fault.error}. Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID."
    )


def _numbers(error: str) -> list[str]:
    inside = error.partition("(")[2].rstrip(")")
    return [number.strip() for number in inside.split(",")]


def _skew(headers: Any) -> Finding:
    try:
        there = parsedate_to_datetime(str(headers["date"]))
    except (KeyError, ValueError, TypeError):
        sentence = "Microsoft does not say what time it is, so the clock was not compared."
        return Finding(is_well=True, sentence=sentence)
    seconds = round(abs((datetime.now(UTC) - there).total_seconds()))
    if seconds > SECONDS_OF_SKEW:
        return Finding(
            is_well=False,
            sentence=f"This machine's clock is {seconds} seconds off; from 300 on every request of Teams' is refused. "
            "Set it by the network (NTP).",
        )
    return Finding(is_well=True, sentence="This machine's clock agrees with Microsoft's.")
