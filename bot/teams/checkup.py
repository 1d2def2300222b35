"""Checking Teams' configuration against Microsoft's servers, and saying in sentences what is wrong and how to mend it."""

from collections.abc import AsyncIterator

import aiohttp

from bot.delivery.fault import Fault
from bot.finding import Finding, clock_finding
from bot.teams.keys import Keys, Unknown
from bot.teams.settings import TeamsSettings
from bot.teams.tokens import Tokens
from bot.teams.trust import Cloud

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
CONSENT = (
    "The package of `baton teams-package` asks a team's owner to let Baton read replies below its cards. Where your "
    "organisation forbids such consent, Teams refuses it: make it with `--without-channel-messages`."
)


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
            yield Finding(is_well=True, sentence=CONSENT)
        yield await self._listening()

    async def _token(self) -> AsyncIterator[Finding]:
        try:
            answer = await self._tokens.ask()
        except Fault as fault:
            yield Finding(is_well=False, sentence=mending(fault))
            return
        yield Finding(is_well=True, sentence="Microsoft knows the app in this tenant, and gives it a token for Teams.")
        yield clock_finding(answer["headers"], "Microsoft")

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
