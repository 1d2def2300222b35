"""Socket Mode: Slack's payloads over a connection that Baton opens, so that it needs no public address."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.settings import SlackSettings
from bot.slack.web_api import URL

SECONDS_TO_CONNECT = 20

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def socket(app: AsyncApp, settings: SlackSettings) -> AsyncIterator[None]:
    """Stay connected while the block runs; nothing happens where there is no app-level token."""
    if not settings.app_token:
        yield
        return
    url = f"{settings.api_url.rstrip('/')}/" if settings.api_url else URL
    handler = AsyncSocketModeHandler(app, settings.app_token, logger=log, web_client=AsyncWebClient(base_url=url))
    connecting = handler.connect_async()  # type: ignore[no-untyped-call]
    tasks = [asyncio.ensure_future(connecting), asyncio.ensure_future(_watch(handler))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _watch(handler: AsyncSocketModeHandler) -> None:
    """Have the client ask for a new address when it does not get through: an address serves only once.

    slack_sdk 3.47 tries the old one for ever: slack_sdk/socket_mode/aiohttp/__init__.py, connect().
    """
    while True:
        await asyncio.sleep(SECONDS_TO_CONNECT)
        if not await handler.client.is_connected():
            handler.client.wss_uri = None
