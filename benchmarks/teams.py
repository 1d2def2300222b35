"""Messages in Microsoft Teams: ``python -m benchmarks.teams [--entries 1000] [--messages 1000]``.

Baton with a made guide and a bare botbuilder bot that echoes, one after the other, each in a process of its own on one
core; Microsoft (keys, tokens, connector) and the client have another. Every message bears a signed token. First as many
as are taken, until the last one is answered at the connector; then the time from a message to its answer there, one at a time.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from benchmarks.made_guide import made_entries, made_questions
from benchmarks.servers import fill
from benchmarks.signed_commands import at
from tests.servers import free_port, wait_until_listening

APP, TENANT, PASSWORD = "11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "secret"
CONNECTIONS = 8
PEOPLE = 50
QUESTIONS = 200
_number = itertools.count()

# Both are given the addresses of the Microsoft made here; a bare bot takes them from the SDK's own constants.
BATON = """
import os
from pathlib import Path
from aiohttp import web
from bot.conversations import answer
from bot.environment import read_environment
from bot.office import Office
from bot.teams.running import serve_teams
from bot.teams.trust import Cloud

environment = read_environment(os.environ)
office = Office(environment)
app = web.Application()
url = os.environ["MICROSOFT"]
cloud = Cloud(metadata=f"{url}/openid", login=url)
serve_teams(app, answer, environment.teams, office.desk, environment.data, "UTC", cloud)
web.run_app(app, host="127.0.0.1", port=environment.port, access_log=None, print=None)
"""
BARE = """
import os
from aiohttp import web
from botbuilder.core import ActivityHandler
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity
from botframework.connector.auth import BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory
from msrest.authentication import Authentication

class Given(Authentication):
    def signed_session(self, session=None):
        session.headers["Authorization"] = "Bearer token"
        return session

class Credentials(PasswordServiceClientCredentialFactory):
    async def create_credentials(self, app_id, oauth_scope, login_endpoint, validate_authority):
        return Given()  # the SDK would ask for a token at every turn

class Echo(ActivityHandler):
    async def on_message_activity(self, turn_context):
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

url = os.environ["MICROSOFT"]
adapter = CloudAdapterBase(BotFrameworkAuthenticationFactory.create(
    to_channel_from_bot_login_url=url, to_channel_from_bot_oauth_scope="https://api.botframework.com",
    to_bot_from_channel_token_issuer="https://api.botframework.com", oauth_url=url,
    to_bot_from_channel_open_id_metadata_url=f"{url}/openid",
    credential_factory=Credentials(os.environ["TEAMS_APP_ID"], "x", "y"),
))
echo = Echo()

async def receive(request):
    activity = Activity().deserialize(await request.json())
    await adapter.process_activity(request.headers["Authorization"], activity, echo.on_turn)
    return web.Response()

app = web.Application()
app.router.add_post("/api/messages", receive)
web.run_app(app, host="127.0.0.1", port=int(os.environ["BATON_PORT"]), access_log=None, print=None)
"""


class Microsoft:
    """Keys, tokens and the connector; ``answered`` counts the messages that came for each message's conversation."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._waiting: dict[str, asyncio.Event] = {}
        self.url = ""

    def token(self) -> str:
        """Return a token as Teams signs it."""
        claims = {"iss": "https://api.botframework.com", "aud": APP, "exp": int(time.time()) + 3_000}
        return jwt.encode({**claims, "serviceurl": f"{self.url}/"}, self._key, "RS256", headers={"kid": "k"})

    def wait_for(self, conversation: str) -> asyncio.Event:
        """Return what is set once a message has come for a conversation."""
        return self._waiting.setdefault(conversation, asyncio.Event())

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._login)
        app.router.add_get("/v3/conversations/{id}/members/{member}", self._member)
        app.router.add_post("/v3/conversations/{id}/activities", self._sent)
        app.router.add_post("/v3/conversations/{id}/activities/{reply}", self._sent)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    async def _openid(self, _request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        key = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return web.json_response({"keys": [{**key, "kid": "k", "endorsements": ["msteams"]}]})

    async def _login(self, _request: web.Request) -> web.Response:
        return web.json_response({"access_token": "token", "expires_in": 3_600})

    async def _member(self, request: web.Request) -> web.Response:
        id = request.match_info["member"]
        return web.json_response({"id": id, "name": id, "objectId": id, "tenantId": TENANT, "userRole": "user"})

    async def _sent(self, request: web.Request) -> web.Response:
        await request.read()
        self.wait_for(request.match_info["id"]).set()
        return web.json_response({"id": "1"})


async def main() -> None:
    """Measure both, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--messages", type=int, default=1_000)
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    entries = list(made_entries(given.entries))
    questions = [question for question, _ in made_questions(entries, QUESTIONS)]
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), entries)
        async with Microsoft() as microsoft:
            print(f"{given.entries:,} entries, {CONNECTIONS} connections, one core; {os.cpu_count()} cores here")
            for name, program in (("a bare botbuilder bot", BARE), ("Baton", BATON)):
                with serving(program, Path(folder), microsoft, cores[0]) as port:
                    figures[name] = await measure(name, microsoft, port, questions, given.messages)
    share = figures["Baton"] / figures["a bare botbuilder bot"]
    print(f"Baton takes {share:.2f} of the messages a second that a bare botbuilder bot takes")


async def measure(name: str, microsoft: Microsoft, port: int, questions: list[str], count: int) -> float:
    """Measure one server and return how many messages a second it answers."""
    chance = random.Random(3)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for number in range(PEOPLE):  # everybody is known
            await tell(microsoft, session, port, "hello", number)
        await flood(microsoft, session, port, questions)
        a_second = await flood(microsoft, session, port, chance.choices(questions, k=count))
        alone = []
        for question in chance.choices(questions, k=count // 4):
            began = time.perf_counter()
            await tell(microsoft, session, port, question, next(_number))
            alone.append((time.perf_counter() - began) * 1_000)
    alone.sort()
    print(
        f"{name}: {a_second:,.0f} messages a second; one at a time p50 {at(alone, 0.5):.1f} ms, p99 {at(alone, 0.99):.1f} ms"
    )
    return a_second


async def flood(microsoft: Microsoft, session: aiohttp.ClientSession, port: int, questions: list[str]) -> float:
    """Say these as fast as they are answered, and return how many a second that was."""
    waiting = iter(questions)

    async def send() -> None:
        for question in waiting:
            await tell(microsoft, session, port, question, next(_number))

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
    return len(questions) / (time.perf_counter() - began)


async def tell(microsoft: Microsoft, session: aiohttp.ClientSession, port: int, text: str, number: int) -> None:
    """Hand over one message, and return when its answer has come to the connector."""
    conversation, user = f"c{next(_number)}", f"u{number % PEOPLE}"
    activity: dict[str, Any] = {
        "type": "message", "id": conversation, "channelId": "msteams", "serviceUrl": f"{microsoft.url}/", "text": text,
        "from": {"id": user, "aadObjectId": user, "name": user}, "recipient": {"id": f"28:{APP}", "name": "Baton"},
        "conversation": {"id": conversation, "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {microsoft.token()}"}
    async with session.post(f"http://127.0.0.1:{port}/api/messages", json=activity, headers=headers) as response:
        if response.status >= 300:
            raise RuntimeError(f"{response.status}: {(await response.text())[:300]}")
    await asyncio.wait_for(microsoft.wait_for(conversation).wait(), 60)


@contextmanager
def serving(program: str, data: Path, microsoft: Microsoft, core: int) -> Iterator[int]:
    """Run a server on one core until the block ends."""
    port = free_port()
    environment = {
        **os.environ, "BATON_DATA": str(data), "BATON_PORT": str(port), "BATON_STARTER": "none",
        "TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD, "TEAMS_TENANT_ID": TENANT, "MICROSOFT": microsoft.url,
    }  # fmt: skip
    command = ["taskset", "-c", str(core), sys.executable, "-c", program]
    with subprocess.Popen(  # noqa: S603 - the two programs above
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_listening(process, port)
            yield port
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(main())
