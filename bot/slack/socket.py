"""Socket Mode: Slack's payloads over a connection that Baton opens, so that it needs no public address."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.checkup import mending_socket
from bot.slack.settings import SlackSettings
from bot.slack.web_api import URL, SlackFault

SECONDS_TO_CONNECT = 20

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def socket(app: AsyncApp, settings: SlackSettings) -> AsyncIterator[None]:
    """Stay connected while the block runs; nothing happens where there is no app-level token."""
    if not settings.app_token:
        yield
        return
    url = f"{settings.api_url.rstrip('/')}/" if settings.api_url else URL
    web_client = AsyncWebClient(base_url=url, logger=log)
    handler = AsyncSocketModeHandler(app, settings.app_token, logger=log, web_client=web_client)
    briefly = _Briefly()
    log.addFilter(briefly)
    connecting = handler.connect_async()  # type: ignore[no-untyped-call]
    tasks = [asyncio.ensure_future(connecting), asyncio.ensure_future(_watch(handler))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await handler.close_async()  # type: ignore[no-untyped-call]
        log.removeFilter(briefly)


class _Briefly(logging.Filter):
    """Says once, in a sentence, what the client says every few seconds with a traceback: that it does not get through."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record is to be written, put into a sentence."""
        text = record.getMessage()
        if text.startswith("A new session") and self._said:
            self._said, record.msg, record.args = "", "Socket Mode is open now.", ()
            return True
        if not text.startswith("Failed to connect"):
            return record.levelno >= logging.WARNING and not text.startswith("Failed to retrieve WSS URL")
        before, self._said = self._said, mending_socket(_fault(record))
        record.msg, record.args, record.exc_info = "%s Baton keeps trying.", (self._said,), None
        return self._said != before


def _fault(record: logging.LogRecord) -> SlackFault:
    error = record.exc_info[1] if record.exc_info else None
    return SlackFault(str(error.response["error"]) if isinstance(error, SlackApiError) else "unreachable")


async def _watch(handler: AsyncSocketModeHandler) -> None:
    """Have the client ask for a new address when it does not get through: an address serves only once.

    slack_sdk 3.47 tries the old one for ever: slack_sdk/socket_mode/aiohttp/__init__.py, connect().
    """
    while True:
        await asyncio.sleep(SECONDS_TO_CONNECT)
        if not await handler.client.is_connected():
            handler.client.wss_uri = None
