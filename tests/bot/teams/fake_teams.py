"""A small Microsoft of the tests' own, on the loopback address: signing keys, tokens, the connector and the roster.

It signs what Baton is handed, writes down every call that Baton makes, and refuses calls without its token.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.teams.trust import Cloud
from tests.bot.slack.fake_slack import in_thread

APP = "11111111-2222-4333-8444-555555555555"
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
PASSWORD = "a-secret~of.the-app"
TOKEN = "a-token-of-the-app"
BOT = f"28:{APP}"
SECONDS_TO_GIVE_UP = 30  # when what a test waits for never comes

Json = dict[str, Any]


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """Return the key of this name; making one takes a while, so each is made once."""
    del name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def published(name: str, endorsements: tuple[str, ...] = ("msteams", "webchat")) -> Json:
    """Return a key as it is published."""
    key: Json = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {**key, "kid": name, "use": "sig", "endorsements": list(endorsements)}


@dataclass
class Call:
    """One call that Baton made to the connector: "POST activities", "PUT activities", "POST conversations" …"""

    what: str
    conversation: str
    body: Json


@dataclass
class FakeTeams:
    """The server's state. ``faults`` holds the answers to give instead, by call, used up one after the other.

    ``apart`` are the conversations that Baton is not in; of those Teams says nothing.
    """

    keys: list[Json] = field(default_factory=lambda: [published("key-1")])
    members: dict[str, Json] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    faults: dict[str, list[Callable[[], web.Response]]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    seconds_to_answer: float = 0
    tokens_given: int = 0
    keys_fetched: int = 0
    port: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def service(self) -> str:
        """The address that Baton is told to call Teams at."""
        return f"{self.url}/emea/"

    @property
    def cloud(self) -> Cloud:
        return Cloud(metadata=f"{self.url}/openid", login=self.url)

    def add_member(self, id: str, name: str, **more: Any) -> None:
        known = {"id": f"29:{id}", "name": name, "objectId": id, "tenantId": TENANT, "userRole": "user"}
        self.members[f"29:{id}"] = {**known, **more}

    def claims(self, **changes: Any) -> Json:
        """Return the claims of a good token; a change to None leaves one out."""
        now = int(time.time())
        good = {"iss": "https://api.botframework.com", "aud": APP, "nbf": now - 60, "exp": now + 600}
        claims = {**good, "serviceurl": self.service, **changes}
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, key: str = "key-1", kid: str | None = None, **changes: Any) -> str:
        """Return a token as Teams signs it, or with something changed about it."""
        headers = {"kid": key if kid is None else kid}
        return jwt.encode(self.claims(**changes), private_key(key), "RS256", headers=headers)

    def refuse(
        self, what: str, status: int, code: str = "", times: int = 1, headers: dict[str, str] | None = None
    ) -> None:
        body = {"error": {"code": code, "message": code}}
        self.faults[what] = [lambda: web.json_response(body, status=status, headers=headers)] * times

    def made(self, *whats: str) -> list[Call]:
        """Return the calls of these kinds made so far."""
        with self._news:
            return [call for call in self.calls if call.what in whats]

    def wait_for(self, count: int, *whats: str) -> list[Call]:
        """Return the calls of these kinds, once there are this many."""
        found: list[Call] = []

        def enough() -> bool:
            found[:] = [call for call in self.calls if call.what in whats]
            return len(found) >= count

        with self._news:
            assert self._news.wait_for(enough, SECONDS_TO_GIVE_UP), f"waited in vain for {count} {whats}: {self.calls}"
        return found

    def newest_in(self, conversation: str, before: int) -> Json:
        """Return the newest card sent to a conversation, once there are more than so many."""
        found: list[Call] = []

        def more() -> bool:
            found[:] = self.sent_to(conversation)
            return len(found) > before

        with self._news:
            assert self._news.wait_for(more, SECONDS_TO_GIVE_UP), f"nothing comes to {conversation}: {self.calls}"
        return card_of(found[-1].body)

    def card(self, conversation: str, id: str) -> Json:
        """Return the card that stands there now."""
        return card_of(self.messages[conversation, id])

    def sent_to(self, conversation: str) -> list[Call]:
        """Return the messages sent to a conversation so far."""
        return [call for call in self.calls if (call.what, call.conversation) == ("POST activities", conversation)]

    def sent(self, count: int = 1) -> list[Json]:
        """Return the cards of the messages that were sent, once there are this many."""
        return [card_of(call.body) for call in self.wait_for(count, "POST activities")]

    async def openid(self, _request: web.Request) -> web.Response:
        return self._faulty("openid") or web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def published_keys(self, _request: web.Request) -> web.Response:
        self.keys_fetched += 1
        return web.json_response({"keys": self.keys})

    async def login(self, request: web.Request) -> web.Response:
        asked = await request.post()
        fault = self._faulty("token")
        if fault:
            return fault
        if (asked["client_id"], asked["client_secret"], request.match_info["tenant"]) != (APP, PASSWORD, TENANT):
            return web.json_response({"error": "invalid_client", "error_codes": [7000215]}, status=401)
        self.tokens_given += 1
        return web.json_response({"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    async def connector(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        kind, id = request.match_info["kind"], request.match_info["id"]
        body = await request.json() if request.can_read_body else {}
        what = f"{request.method} {kind}"
        rest = request.match_info["rest"].strip("/")
        await asyncio.sleep(self.seconds_to_answer)
        answer = self._faulty(what) or self._answer(what, id, rest, body)
        with self._news:
            self.calls.append(Call(what, id, body))
            self._news.notify_all()
        return answer

    async def open_chat(self, request: web.Request) -> web.Response:
        body = await request.json()
        answer = self._faulty("POST conversations") or web.json_response({"id": f"a:{body['members'][0]['id']}"})
        with self._news:
            self.calls.append(Call("POST conversations", "", body))
            self._news.notify_all()
        return answer

    def _answer(self, what: str, conversation: str, rest: str, body: Json) -> web.Response:
        if conversation.partition(";")[0] in self.apart:
            return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
        if what == "GET members":
            known = self.members.get(rest)
            return web.json_response(known) if known else web.json_response({"error": {"code": "x"}}, status=404)
        id = f"sent-{len(self.messages) + 1}" if what == "POST activities" else rest
        self.messages[conversation.partition(";")[0], id] = body
        return web.json_response({"id": id})

    def _faulty(self, what: str) -> web.Response | None:
        waiting = self.faults.get(what)
        return waiting.pop(0)() if waiting else None


def card_of(activity: Json) -> Json:
    """Return the card of an activity, an attachment's content."""
    card: Json = activity["attachments"][0]["content"]
    return card


@contextmanager
def fake_teams() -> Iterator[FakeTeams]:
    """Run the server in a thread of its own."""
    teams = FakeTeams()
    app = web.Application()
    app.router.add_get("/openid", teams.openid)
    app.router.add_get("/keys", teams.published_keys)
    app.router.add_post("/{tenant}/oauth2/v2.0/token", teams.login)
    app.router.add_post("/emea/v3/conversations", teams.open_chat)
    app.router.add_route("*", "/emea/v3/conversations/{id}/{kind}{rest:.*}", teams.connector)
    with in_thread(app) as (port, _loop):
        teams.port = port
        yield teams
