"""Ten thousand direct messages in Slack: ``python -m benchmarks.outbox [--messages 10000] [--speed 20]``.

Baton delivers them to a server of the benchmark's own that enforces Slack's limits: a message a second for a channel,
and for the workspace three hundred a minute (Slack publishes no number; "several hundred"), with a burst of ten. So
many messages would take 33 minutes: the limits and Baton's idea of them are both ``--speed`` times as fast, and nothing
else is. Meanwhile the chat page and signed ``/guide`` commands are asked for, as they are for as long when Baton is
idle: half of it before and half after, since a machine is not the same all the time.
"""

import argparse
import asyncio
import itertools
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from benchmarks.made_guide import made_entries, made_questions
from benchmarks.servers import Server, fill, serving
from benchmarks.signed_commands import answer, at
from bot.conversations import answer as bot_answer
from bot.environment import read_environment
from bot.message import Message, say
from bot.office import Office
from bot.server import serve
from bot.slack.pace import Rates
from bot.slack.running import serve_slack
from bot.turn import Person
from bot.web.listen import make_app

SPEED = "BENCHMARK_SPEED"
PROGRAM = "from benchmarks.outbox import serve_faster; serve_faster()"
ENTRIES = 200
A_MINUTE = 300
BURST = 10
CHUNK = 50
ASKED_A_SECOND = 10
SECONDS_TO_WARM_UP = ENTRIES / ASKED_A_SECOND + 1  # each question once: what it means is worked out the first time
LEAST_SECONDS_IDLE = 20


@dataclass
class Bucket:
    """So many calls a second, and after a while without any a few at once."""

    rate: float
    burst: float
    left: float = 0
    since: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Say whether one more call may be made, and count it."""
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.since) * self.rate)
        self.since = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class LimitedSlack:
    """A Web API that enforces the limits and counts what it takes and what it refuses."""

    def __init__(self, speed: float) -> None:
        self.arrived: list[float] = []
        self.throttled = 0
        self._workspace = Bucket(A_MINUTE / 60 * speed, BURST, BURST)
        self._channels: defaultdict[str, Bucket] = defaultdict(lambda: Bucket(speed, 1, 1))

    async def reply(self, request: web.Request) -> web.Response:
        """Answer one call."""
        if request.match_info["method"] == "chat.postMessage":
            channel = str((await request.json())["channel"])
            if not (self._channels[channel].take() and self._workspace.take()):
                self.throttled += 1
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
                )
            self.arrived.append(time.monotonic())
            return web.json_response({"ok": True, "channel": f"D{channel}", "ts": f"{len(self.arrived)}.0"})
        user = {"id": "dee", "team_id": "T1", "profile": {"display_name": "Dee"}, "tz": "Europe/London"}
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "UB", "user": user, "channels": []})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Serve on the loopback address, and give the address."""
        app = web.Application()
        app.router.add_post("/api/{method}", self.reply)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api"
        await runner.cleanup()


@dataclass
class Times:
    """How long answers took, in milliseconds."""

    page: list[float] = field(default_factory=list)
    guide: list[float] = field(default_factory=list)


async def main() -> None:
    """Measure, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--speed", type=float, default=20)
    given = parser.parse_args()
    count: int = given.messages
    os.environ[SPEED] = str(given.speed)
    entries = list(made_entries(ENTRIES))
    questions = [question for question, _ in made_questions(entries, ENTRIES)]
    slack = LimitedSlack(given.speed)
    half: float = max(LEAST_SECONDS_IDLE, count / (A_MINUTE / 60 * given.speed)) / 2

    def is_half_over(seconds: float) -> bool:
        return seconds > half

    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), entries)
        introduce(Path(folder), count)
        async with slack.running() as api, aiohttp.ClientSession() as session:
            with serving(PROGRAM, Path(folder), api, min(os.sched_getaffinity(0))) as server:
                await asked(server, session, questions, lambda seconds: seconds > SECONDS_TO_WARM_UP)
                before = await asked(server, session, questions, is_half_over)
                await asyncio.to_thread(owe, Path(folder), count)
                worked = -server.worked()
                memory: list[float] = []

                def is_over(_seconds: float) -> bool:
                    if len(slack.arrived) >= count // 10 * (1 + 9 * len(memory)):
                        memory.append(server.memory())
                    return len(slack.arrived) >= count

                busy = await asked(server, session, questions, is_over)
                worked += server.worked()
                worked_idle = -server.worked()
                after = await asked(server, session, questions, is_half_over)
                worked_idle += server.worked()
    idle = Times(before.page + after.page, before.guide + after.guide)
    report(slack, given.speed, idle, busy, memory)
    of_a_message = (worked - worked_idle / len(after.page) * len(busy.page)) / count
    print(f"{of_a_message:.2f} ms of a processor for a message")


def report(slack: LimitedSlack, speed: float, idle: Times, busy: Times, memory: list[float]) -> None:
    """Print the figures beside what they are held to."""
    took = slack.arrived[-1] - slack.arrived[0]
    rate, allowed = (len(slack.arrived) - 1) / took, A_MINUTE / 60 * speed
    print(
        f"{len(slack.arrived):,} messages in {took:.1f} s, the limits {speed:g} times as fast; {os.cpu_count()} cores"
    )
    print(f"{rate:.1f} messages a second of {allowed:.1f} that the limits allow: {rate / allowed:.1%} (at least 95 %)")
    print(f"{slack.throttled} throttle answers (at most 10)")
    print(
        f"memory after a tenth {memory[0]:.1f} MiB, after all {memory[-1]:.1f} MiB ({memory[-1] / memory[0] - 1:+.1%})"
    )
    for name, *times in (("page", idle.page, busy.page), ("/guide", idle.guide, busy.guide)):
        before, meanwhile = map(sorted, times)
        p99, p99_busy = at(before, 0.99), at(meanwhile, 0.99)
        print(
            f"{name}: p50 {at(before, 0.5):.1f} ms idle, {at(meanwhile, 0.5):.1f} ms meanwhile; "
            f"p99 {p99:.1f} and {p99_busy:.1f} ms, {p99_busy / p99:.2f} times (less than 2)"
        )


async def asked(
    server: Server, session: aiohttp.ClientSession, questions: list[str], is_over: Callable[[float], bool]
) -> Times:
    """Ask for the page and the guide so many times a second until it is over, given the seconds that have gone by."""
    loop, times = asyncio.get_running_loop(), Times()
    began, sent = loop.time(), set()

    async def ask(number: int) -> None:
        at_first = time.perf_counter()
        async with session.get(f"http://127.0.0.1:{server.port}/") as response:
            await response.read()
        times.page.append((time.perf_counter() - at_first) * 1_000)
        at_first = time.perf_counter()
        await answer(server, session, questions[number % len(questions)], number)
        times.guide.append((time.perf_counter() - at_first) * 1_000)

    for number in itertools.count():
        await asyncio.sleep(max(0, began + number / ASKED_A_SECOND - loop.time()))
        if is_over(loop.time() - began):
            break
        sent.add(asyncio.ensure_future(ask(number)))
    await asyncio.gather(*sent)
    return times


def introduce(data: Path, count: int) -> None:
    """Have the team be so many people who are met in Slack."""
    office = Office(read_environment({"BATON_DATA": str(data), "BATON_STARTER": "none"}))
    with office.desk() as desk, desk.together():
        for number in range(count):
            desk.people.meet(Person(person_id(number), f"Person {number}", "csr", "UTC", "slack"), desk.now)
    office.close()


def owe(data: Path, count: int) -> None:
    """Owe each of them a message, a few hundred in a transaction, from another process's connection."""
    office = Office(read_environment({"BATON_DATA": str(data), "BATON_STARTER": "none"}))
    for first in range(0, count, CHUNK):
        with office.desk() as desk, desk.together():
            for number in range(first, min(first + CHUNK, count)):
                words = say("A tip for person {number}, long enough to be one. " * 4, number=str(number))
                desk.notices.tell(person_id(number), Message(f"Tip {number}", (words,)))
    office.close()


def person_id(number: int) -> str:
    """Return the id of one of the made people."""
    return f"slack:T1:U{number}"


def serve_faster() -> None:
    """Run Baton with its idea of Slack's limits as many times as fast."""
    speed, usual = float(os.environ[SPEED]), Rates()
    environment = read_environment(os.environ)
    office = Office(environment)
    app = make_app(bot_answer, office.desk, (office.meet("page", "Dee", "lead", "web"),), environment.port)
    rates = Rates(usual.channel / speed, usual.post / speed, usual.tier_3 / speed, usual.tier_4 / speed)
    serve_slack(app, bot_answer, environment.slack, office.desk, environment.data, environment.time_zone, rates)
    serve(app, environment.host, environment.port, lambda: None)
    office.close()


if __name__ == "__main__":
    asyncio.run(main())
