"""Checking Slack's configuration against the real server, and saying in sentences what is wrong and how to mend it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.finding import Finding, clock_finding
from bot.slack.manifest import SCOPES
from bot.slack.settings import SlackSettings
from bot.slack.web_api import SlackApi, SlackFault

MOST_CHANNELS = 20
PAGE = "999"  # of a method that is called twenty times a minute at the most

MENDING = {
    "account_inactive": "The app was removed from the workspace. Install it again, and give its new bot token.",
    "invalid_auth": "Slack does not know this bot token. Copy it again from OAuth & Permissions.",
    "missing_scope": "The app lacks a scope. Bring manifest.yml into the app's settings, and install it again.",
    "not_authed": "Slack got no bot token. Set SLACK_BOT_TOKEN.",
    "nonsense": "What answers is not Slack. Check SLACK_API_URL, and any proxy between.",
    "ratelimited": "Slack wants fewer calls. Try again in a minute.",
    "token_expired": "The bot token has expired. Switch token rotation off, or give a new token.",
    "token_revoked": "The bot token was revoked. Install the app again, and give its new bot token.",
    "unreachable": "Slack cannot be reached. Check the network of this machine, and SLACK_API_URL.",
}


class Checkup:
    """A look at everything that can be wrong with a Slack app."""

    def __init__(self, settings: SlackSettings, api: SlackApi) -> None:
        self._settings = settings
        self._api = api

    async def findings(self) -> AsyncIterator[Finding]:
        """Give what was found, each as soon as it is known; nothing here changes anything in Slack."""
        for fault in self._settings.faults():
            yield Finding(is_well=False, sentence=fault)
        if self._settings.bot_token:
            async for finding in self._token():
                yield finding
        if self._settings.app_token:
            yield await self._socket()

    async def _token(self) -> AsyncIterator[Finding]:
        try:
            told = await self._api.call("auth.test", {})
        except SlackFault as fault:
            yield Finding(is_well=False, sentence=mending(fault))
            return
        if not told.get("team_id") or not told.get("user_id"):
            yield Finding(is_well=False, sentence=MENDING["nonsense"])
            return
        yield Finding(is_well=True, sentence=f"Slack knows the bot token: {told.get('user')} in {told.get('team')}.")
        yield clock_finding(told["headers"], "Slack")
        yield _scopes(told["headers"])
        yield await self._channels()

    async def _channels(self) -> Finding:
        try:
            names = [name async for name in self._channel_names()]
        except SlackFault as fault:
            return Finding(is_well=False, sentence=f"Its channels cannot be listed. {mending(fault)}")
        if not names:
            return Finding(
                is_well=True, sentence="Baton is in no channel yet. Send /invite @Baton in those where it shall answer."
            )
        more = f" and {len(names) - MOST_CHANNELS} more" if len(names) > MOST_CHANNELS else ""
        return Finding(is_well=True, sentence=f"Baton is in {', '.join(names[:MOST_CHANNELS])}{more}.")

    async def _channel_names(self) -> AsyncIterator[str]:
        cursor = ""
        while True:
            asked = {"types": "public_channel,private_channel", "exclude_archived": "true", "limit": PAGE}
            answer = await self._api.call("conversations.list", {**asked, "cursor": cursor} if cursor else asked)
            for channel in answer.get("channels") or []:
                if channel.get("is_member"):
                    yield f"#{channel.get('name', '…')}"
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _socket(self) -> Finding:
        try:
            await self._api.call("apps.connections.open", {}, self._settings.app_token)
        except SlackFault as fault:
            return Finding(is_well=False, sentence=mending_socket(fault))
        return Finding(is_well=True, sentence="Socket Mode can be opened.")


def mending(fault: SlackFault) -> str:
    """Return what a fault means and how to mend it."""
    needed = fault.answer.get("needed")
    known = MENDING.get(fault.error, f"Slack says {fault.error}.")
    return f"{known} It needs {needed}." if needed else known


def mending_socket(fault: SlackFault) -> str:
    """Return why Socket Mode cannot be opened, and how to mend it."""
    if fault.error in {"invalid_auth", "not_authed", "token_revoked", "not_allowed_token_type"}:
        return "Slack does not know SLACK_APP_TOKEN. Make one under Basic Information, App-Level Tokens."
    if fault.error == "missing_scope":
        return "SLACK_APP_TOKEN lacks the scope connections:write. Make one that has it."
    if fault.error == "forbidden_team":
        return "Socket Mode is off for this app. Switch it on under Socket Mode."
    return f"Socket Mode cannot be opened. {mending(fault)}"


def _scopes(headers: Mapping[str, Any]) -> Finding:
    if "x-oauth-scopes" not in headers:
        return Finding(
            is_well=True, sentence="The server does not say which scopes the token has; they were not compared."
        )
    has = {scope.strip() for scope in str(headers["x-oauth-scopes"]).split(",") if scope.strip()}
    missing = [scope for scope in SCOPES if scope not in has]
    if missing:
        return Finding(
            is_well=False,
            sentence=f"The bot token lacks {', '.join(missing)}. Bring manifest.yml into the app's settings under "
            "App Manifest, save, and press Reinstall under OAuth & Permissions.",
        )
    more = sorted(has - set(SCOPES))
    beyond = f" It has more than it needs: {', '.join(more)}." if more else ""
    return Finding(is_well=True, sentence=f"The bot token has every scope it needs.{beyond}")
