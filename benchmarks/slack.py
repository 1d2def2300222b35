"""Signed slash commands in Slack: ``python -m benchmarks.slack [--commands 20000] [--connections 32] [--rate 200]``.

Baton with a made guide of 1,000 entries (``--entries``) and a bare Bolt app that answers a constant, each in a process
of its own on one core, both with the same settings of aiohttp and Bolt; the client has another core. As many commands
as they take, in turns, so that a machine that is slow for a while is slow for both; then so many a second for the time
an answer takes; last the memory after a tenth of the commands, and after all.
"""

import argparse
import asyncio
import os
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import aiohttp

from benchmarks.made_guide import made_entries, made_questions
from benchmarks.servers import BATON, Server, fill, serving, web_api
from benchmarks.signed_commands import PEOPLE, answer, at, flood, pace

ROUNDS = 7
QUESTIONS = 400
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

_chance = random.Random(3)


@dataclass(slots=True)
class Measured:
    """What is measured of a server: commands a second, milliseconds and MiB."""

    name: str
    server: Server
    questions: list[str]
    first: float = 0.0
    rates: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    paced: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def some(self, count: int) -> list[str]:
        """Return so many of the questions, as chance has them."""
        return _chance.choices(self.questions, k=count)

    async def turn(self, session: aiohttp.ClientSession, count: int, connections: int) -> None:
        """Have it answer so many commands as fast as it can."""
        worked = self.server.worked()
        self.rates.append(await flood(self.server, session, self.some(count), connections))
        self.work.append((self.server.worked() - worked) / count)

    def sentence(self, commands: int, rate: int) -> str:
        """Return what was found."""
        early, late = self.memory
        return (
            f"{self.name}: {median(self.rates):,.0f} commands a second ({self.first:,.0f} with questions nobody asked "
            f"before), {median(self.work):.2f} ms of a processor each; at {rate} a second p50 {at(self.paced, 0.5):.1f} ms, "
            f"p99 {at(self.paced, 0.99):.1f} ms; memory after {commands // 10:,} commands {early:.1f} MiB, "
            f"after {commands:,} {late:.1f} MiB ({late / early - 1:+.1%})"
        )


async def main() -> None:
    """Measure both, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--commands", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=32, help="how many commands wait for their answer at a time")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--data", help="a folder to make the guide in, and to find it in the next time")
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    entries = list(made_entries(given.entries))
    questions = [question for question, _ in made_questions(entries, QUESTIONS)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(given.data or made)
        if not (folder / "baton.db").exists():
            fill(folder, entries)
        async with web_api() as api:
            with serving(BARE, folder, api, cores[0]) as bare, serving(BATON, folder, api, cores[0]) as baton:
                both = [Measured("A bare Bolt app", bare, questions), Measured("Baton", baton, questions)]
                await measure(both, given)
    print(f"{given.entries:,} entries, {given.connections} connections, one core; {os.cpu_count()} cores here")
    for each in both:
        print(each.sentence(given.commands, given.rate))
    shares = sorted(ours / bare for bare, ours in zip(both[0].rates, both[1].rates, strict=True))
    print(
        f"Of the commands that a bare Bolt app answers Baton answers {median(shares):.2f}, in {ROUNDS} rounds "
        f"{shares[0]:.2f} to {shares[-1]:.2f}; by the processor's work {median(both[0].work) / median(both[1].work):.2f}"
    )


async def measure(both: list[Measured], given: argparse.Namespace) -> None:
    """Measure both servers in turns."""
    connections, early, paced = given.connections, given.commands // 10, given.rate * given.seconds
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for each in both:
            # It is another process that gets ready, so there is no event to wait for.
            while "One moment" in await answer(each.server, session, "where is my parcel", 0):  # noqa: ASYNC110
                await asyncio.sleep(1)
            await flood(each.server, session, ["hello"] * PEOPLE * 2, connections)  # everybody is known
            each.first = await flood(each.server, session, each.questions, connections)
            await flood(each.server, session, each.some(max(0, early - QUESTIONS)), connections)
            each.memory.append(each.server.memory())
        for _ in range(ROUNDS):
            for each in both:
                await each.turn(session, max(early, given.commands - early - paced) // ROUNDS, connections)
        for each in both:
            each.paced = await pace(each.server, session, each.some(paced), given.rate)
            each.memory.append(each.server.memory())


if __name__ == "__main__":
    asyncio.run(main())
