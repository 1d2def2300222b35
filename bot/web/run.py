"""Serving the page until the process is told to stop."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from aiohttp import web

from bot.conversations import answer
from bot.desk import Desk
from bot.turn import Person
from bot.web.listen import make_app
from knowledge.refusal import Refusal

SECONDS_TO_FINISH = 20.0  # for the requests that were accepted before the process was told to stop

log = logging.getLogger(__name__)


def serve(
    open_desk: Callable[[], AbstractContextManager[Desk]], people: Sequence[Person], host: str, port: int
) -> None:
    """Serve the page until SIGINT or SIGTERM; what was accepted until then is finished.

    Raises:
        Refusal: nothing can listen at this address.
    """
    asyncio.run(_serve(make_app(answer, open_desk, people, port), host, port))


def address(host: str, port: int) -> str:
    """Return where the page is opened when the server listens on this host; on all of them it is this machine."""
    opened = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104 - what was asked for, not what is chosen
    return f"http://{opened}:{port}"


async def _serve(app: web.Application, host: str, port: int) -> None:
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        log.info("Baton is at %s. Ctrl+C stops it.", address(host, port))
        await told_to_stop.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise Refusal(
            f"Baton cannot listen at {host}:{port} ({reason}). If it runs already, open {address(host, port)}; "
            "else choose another port with BATON_PORT."
        ) from error
