"""The one server of a running Baton: serves an application until it is told to stop, and stops cleanly."""

import asyncio
import errno
import gc
import signal
from collections.abc import Awaitable, Callable

from aiohttp import web

from knowledge.refusal import Refusal

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - the names of it, not an address to listen on
OBJECTS_BEFORE_A_LOOK = 20_000
SECONDS_TO_FINISH = 20.0  # for requests that were begun when Baton is told to stop


def serve(
    app: web.Application,
    host: str,
    port: int,
    started: Callable[[], None],
    *beside: Callable[[asyncio.Event], Awaitable[None]],
) -> None:
    """Serve until SIGTERM or Ctrl-C; what was begun is finished first. ``started`` is called once it listens.

    ``beside`` is work that goes on meanwhile, each piece until its event is set.

    Raises:
        Refusal: the address cannot be listened on.
    """
    try:
        asyncio.run(_serve(app, host, port, started, *beside))
    except OSError as error:
        raise _cannot_listen(host, port, error) from error


async def _serve(
    app: web.Application,
    host: str,
    port: int,
    started: Callable[[], None],
    *beside: Callable[[asyncio.Event], Awaitable[None]],
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        _keep_what_is_there()
        started()
        await asyncio.gather(stop.wait(), *(work(stop) for work in beside))
    finally:
        await runner.cleanup()


def where(host: str, port: int) -> str:
    """Say where Baton is, once it listens on an address: where people open it, and what else hears it."""
    if host in THIS_MACHINE:
        return f"Baton is at http://{f'[{host}]' if ':' in host else host}:{port}"
    if host in EVERYWHERE:
        return f"Baton is at http://127.0.0.1:{port} on this machine, and listens on {host}:{port} for Slack and Teams"
    return f"Baton listens on {host}:{port} for Slack and Teams; for its page, set BATON_HOST to 127.0.0.1 or 0.0.0.0"


def _keep_what_is_there() -> None:
    """Have the collector look for rubbish among what comes from now on, and seldom.

    All that is loaded by now, some hundred thousand objects of Baton and its libraries, stays as long as the process;
    so does the index of a guide, which is loaded later: https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, *gc.get_threshold()[1:])


def _cannot_listen(host: str, port: int, error: OSError) -> Refusal:
    if error.errno == errno.EADDRINUSE:
        return Refusal(
            f"Something listens on {host}:{port} already; perhaps Baton is running. Stop it, or choose another port: "
            f"BATON_PORT={port + 1} make run"
        )
    return Refusal(f"Baton cannot listen on {host}:{port}: {error.strerror or error}. Check BATON_HOST and BATON_PORT.")
