"""Slash commands, signed as Slack signs them: as fast as they are answered, or so many a second."""

import asyncio
import hashlib
import hmac
import itertools
import time
from urllib.parse import urlencode

import aiohttp

from benchmarks.servers import SECRET, Server

PEOPLE = 50


async def flood(server: Server, session: aiohttp.ClientSession, questions: list[str], connections: int) -> float:
    """Ask these questions as fast as they are answered, and return how many a second that was."""
    waiting = enumerate(questions)

    async def send() -> None:
        for person, question in waiting:
            await answer(server, session, question, person)

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(connections)))
    return len(questions) / (time.perf_counter() - began)


async def pace(server: Server, session: aiohttp.ClientSession, questions: list[str], rate: int) -> list[float]:
    """Ask so many a second whether they are answered or not; return how long each took, in milliseconds."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    sent = []

    async def timed(question: str, person: int) -> float:
        at_first = time.perf_counter()
        await answer(server, session, question, person)
        return (time.perf_counter() - at_first) * 1_000

    for number, question in enumerate(questions):
        await asyncio.sleep(max(0, began + number / rate - loop.time()))
        sent.append(asyncio.ensure_future(timed(question, number)))
    return sorted(await asyncio.gather(*sent))


_number = itertools.count()


async def answer(server: Server, session: aiohttp.ClientSession, question: str, person: int) -> str:
    """Send one signed command and return its answer."""
    asked = {
        "command": "/guide",
        "text": question,
        "user_id": f"U{person % PEOPLE}",
        "user_name": "dee",
        "team_id": "T1",
    }
    where = {"channel_id": "C1", "trigger_id": f"{next(_number)}.{server.port}", "response_url": "http://127.0.0.1:1/"}
    body = urlencode({**asked, **where})
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp": stamp}
    url = f"http://127.0.0.1:{server.port}/slack/events"
    async with session.post(url, data=body, headers={**headers, "X-Slack-Signature": f"v0={digest}"}) as response:
        text = await response.text()
    if response.status != 200:
        raise RuntimeError(f"{response.status}: {text[:300]}")
    return text


def at(sorted_times: list[float], share: float) -> float:
    """Return the time that this share of the answers took at most."""
    return sorted_times[min(len(sorted_times) - 1, int(len(sorted_times) * share))]
