"""Signed slash commands in Slack: ``python -m benchmarks.slack [--entries 1000] [--commands 20000] [--rate 200]``.

Baton with a made guide and a bare Bolt app that answers a constant, one after the other, each in a process of its own
on one core, both with the same settings of Bolt and aiohttp; the client has another core. First as many commands as
they take, then so many a second for the time an answer takes; last the memory after a tenth of the commands, and all.
"""

import argparse
import asyncio
import hashlib
import hmac
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from benchmarks.made_guide import made_entries, made_questions
from bot.environment import read_environment
from bot.office import Office
from knowledge.entry import Entry
from knowledge.store import Edit
from tests.servers import free_port, wait_until_listening

SECRET = "0123456789abcdef" * 2
CONNECTIONS = 8
QUESTIONS = 400
PEOPLE = 50
MEBIBYTE = 2**20
BATON = "from bot.main import main; main()"
BARE = """
import os
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

async def authorize():
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="UB")

bolt = AsyncApp(signing_secret=os.environ["SLACK_SIGNING_SECRET"], authorize=authorize, process_before_response=True)

@bolt.command("/guide")
async def guide(ack):
    await ack(response_type="ephemeral", text="A constant.")

async def receive(request):
    return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

app = web.Application()
app.router.add_post("/slack/events", receive)
web.run_app(app, host="127.0.0.1", port=int(os.environ["BATON_PORT"]), access_log=None, print=None)
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measure."""

    port: int
    process: int

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE

    def worked(self) -> float:
        """Return how long the processor has worked for it, in milliseconds: the same however busy the machine is."""
        told = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) * 1_000 / os.sysconf("SC_CLK_TCK")


async def main() -> None:
    """Measure both, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--commands", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--data", help="a folder to make the guide in, and to find it in the next time")
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    entries = list(made_entries(given.entries))
    questions = [question for question, _ in made_questions(entries, QUESTIONS)]
    with tempfile.TemporaryDirectory() as made:
        folder = given.data or made
        if not (Path(folder) / "baton.db").exists():
            fill(Path(folder), entries)
        async with web_api() as api:
            print(f"{given.entries:,} entries, {CONNECTIONS} connections, one core; {os.cpu_count()} cores here")
            figures = {}
            for name, program in (("a bare Bolt app", BARE), ("Baton", BATON)):
                with serving(program, Path(folder), api, cores[0]) as server:
                    figures[name] = await measure(name, server, questions, given)
            share = figures["a bare Bolt app"] / figures["Baton"]
            print(f"By the processor's work Baton answers {share:.2f} of the commands that a bare Bolt app answers")


async def measure(name: str, server: Server, questions: list[str], given: argparse.Namespace) -> float:
    """Measure one server and return how much work a command is, in milliseconds of a processor."""
    chance = random.Random(3)
    some = given.commands // 10
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        # It is another process that gets ready, so there is no event to wait for.
        while "One moment" in await answer(server, session, "where is my parcel", 0):  # noqa: ASYNC110
            await asyncio.sleep(1)
        await flood(server, session, ["hello"] * PEOPLE * 2)  # everybody is known
        first = await flood(server, session, questions)
        again = await flood(server, session, chance.choices(questions, k=some - len(questions)))
        early = server.memory()
        worked = server.worked()
        paced = await pace(server, session, chance.choices(questions, k=given.rate * given.seconds), given.rate)
        rest = max(some, given.commands - some - len(paced))
        again = max(again, await flood(server, session, chance.choices(questions, k=rest)))
        late = server.memory()
        worked = (server.worked() - worked) / (len(paced) + rest)
    print(
        f"{name}: {again:,.0f} commands a second ({first:,.0f} with questions nobody asked before); "
        f"{worked:.2f} ms of a processor each; at {given.rate} a second p50 {at(paced, 0.5):.1f} ms, p99 {at(paced, 0.99):.1f} ms; "
        f"memory after {some:,} commands {early:.1f} MiB, after {given.commands:,} {late:.1f} MiB ({late / early - 1:+.1%})"
    )
    return float(worked)


async def flood(server: Server, session: aiohttp.ClientSession, questions: list[str]) -> float:
    """Ask these questions as fast as they are answered, and return how many a second that was."""
    waiting = enumerate(questions)

    async def send() -> None:
        for person, question in waiting:
            await answer(server, session, question, person)

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
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


def fill(data: Path, entries: list[Entry]) -> None:
    """Put a made guide into a data folder, its meanings too."""
    office = Office(read_environment({"BATON_DATA": str(data), "BATON_STARTER": "none"}))
    with office.desk() as desk:
        desk.guide.save_all([Edit(entry, "added") for entry in entries], "bo", datetime.now(UTC))
        while desk.search.work(desk.guide, lambda _left: None):
            continue
    office.close()


class web_api:  # noqa: N801 - reads as the server it is
    """Slack's Web API, as far as a command needs it."""

    async def __aenter__(self) -> str:
        async def reply(request: web.Request) -> web.Response:
            body = await request.post()
            name = str(body.get("user", "baton"))
            user = {"id": name, "team_id": "T1", "profile": {"display_name": name}, "tz": "Europe/London"}
            return web.json_response({"ok": True, "team_id": "T1", "user_id": "UB", "user": user, "channels": []})

        app = web.Application()
        app.router.add_post("/api/{method}", reply)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/api"

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()


@contextmanager
def serving(program: str, data: Path, api: str, core: int) -> Iterator[Server]:
    """Run a server on one core until the block ends."""
    port = free_port()
    environment = {
        **os.environ,
        "BATON_DATA": str(data),
        "BATON_PORT": str(port),
        "BATON_STARTER": "none",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api,
    }
    command = ["taskset", "-c", str(core), sys.executable, "-c", program, *(["run"] if program is BATON else [])]
    with subprocess.Popen(  # noqa: S603 - the two programs above
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_listening(process, port)
            yield Server(port, process.pid)
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(main())
