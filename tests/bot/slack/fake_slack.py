"""A small Slack server of the tests' own: the Web API, response URLs and Socket Mode, on the loopback address.

It writes down every call. It knows just enough: who the users are, which channels there are, and the errors that a
test asks for. Its threads and limits are not Slack's; ``test_emulate.py`` holds Baton to a server nobody here wrote.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, WSMsgType, web

TEAM = "T1"
BOT_USER, BOT_ID = "UBATON", "BBATON"
SECONDS_TO_GIVE_UP = 30  # when what a test waits for never comes

Json = dict[str, Any]


@dataclass
class Call:
    """One call that Baton made: a method, or ``respond`` with the path of a response URL."""

    method: str
    body: Json


@dataclass
class FakeSlack:
    """The server's state. ``faults`` holds the answers to give instead, by method, used up one after the other.

    ``breaks_after`` are methods that do what they should once more, and then break. ``beside`` is the address of
    another Web API, which answers everything but where the socket is.
    """

    users: dict[str, Json] = field(default_factory=dict)
    scopes: str | None = None
    date: str | None = None
    calls: list[Call] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)
    closed_channels: set[str] = field(default_factory=set)
    faults: dict[str, list[Callable[[], web.Response]]] = field(default_factory=dict)
    breaks_after: set[str] = field(default_factory=set)
    delays: dict[str, float] = field(default_factory=dict)
    beside: str = ""
    port: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _acknowledged: dict[str, Json] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop | None = None

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def response_url(self, name: str = "r1") -> str:
        return f"http://127.0.0.1:{self.port}/respond/{name}"

    def add_user(self, id: str, name: str, **more: Any) -> None:
        profile = {"display_name": name, "real_name": f"{name} Miller"}
        user = {"id": id, "team_id": TEAM, "name": name.lower(), "profile": profile, "tz": "Europe/London"}
        self.users[id] = {**user, "locale": "en-GB", **more}

    def fail(self, method: str, *answers: Callable[[], web.Response]) -> None:
        self.faults[method] = list(answers)

    def refuse(self, method: str, error: str, times: int = 1, **more: Any) -> None:
        self.fail(method, *[lambda: web.json_response({"ok": False, "error": error, **more})] * times)

    def made(self, *methods: str) -> list[Json]:
        """Return the bodies of the calls made so far to these methods."""
        with self._news:
            return [call.body for call in self.calls if call.method in methods]

    def wait_for(self, method: str, count: int = 1) -> list[Json]:
        """Return the bodies of the calls to a method, once there are this many."""

        def enough() -> list[Json]:
            found = [call.body for call in self.calls if call.method == method]
            return found if len(found) >= count else []

        return self._wait(enough, f"{count} calls of {method}")

    def wait_for_more(self, before: int, *methods: str) -> Json:
        """Return the body of the newest call to these methods, once there are more than before."""

        def newer() -> list[Json]:
            return [call.body for call in self.calls if call.method in methods][before:]

        newest: Json = self._wait(newer, f"more than {before} calls of {methods}")[-1]
        return newest

    def wait_for_newest(self, before: int, wanted: Callable[[Call], bool]) -> Json:
        """Return the body of the newest of the wanted calls, once there are more than before."""

        def newer() -> list[Json]:
            return [call.body for call in self.calls if wanted(call)][before:]

        newest: Json = self._wait(newer, f"more than {before} calls")[-1]
        return newest

    def send(self, payload: Json, kind: str, envelope: str) -> Json:
        """Send a payload over Socket Mode, and return what the acknowledgement holds."""
        with self._news:
            self._acknowledged.pop(envelope, None)
        socket = self._wait(lambda: [each for each in self._sockets if not each.closed], "a connection")[-1]
        self._send(socket, payload, kind, envelope)
        acknowledged: Json = self._wait(
            lambda: [self._acknowledged[envelope]] if envelope in self._acknowledged else [], envelope
        )[0]
        return acknowledged

    def try_to_send(self, payload: Json, kind: str, envelope: str, seconds: float) -> bool:
        """Send a payload over Socket Mode where there is a connection, and say whether it is acknowledged in time."""
        connections = [each for each in self._sockets if not each.closed]
        if not connections:
            return False
        try:
            self._send(connections[-1], payload, kind, envelope)
        except ConnectionError:
            return False
        with self._news:
            return self._news.wait_for(lambda: envelope in self._acknowledged, seconds)

    def _send(self, socket: web.WebSocketResponse, payload: Json, kind: str, envelope: str) -> None:
        message = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(socket.send_str(json.dumps(message)), self._loop).result()

    def hang_up(self) -> None:
        """Close the connections, as Slack does every few hours."""
        assert self._loop is not None
        for socket in list(self._sockets):
            asyncio.run_coroutine_threadsafe(socket.close(), self._loop).result()

    def _wait(self, look: Callable[[], list[Any]], what: str) -> list[Any]:
        found: list[Any] = []

        def is_there() -> bool:
            found[:] = look()
            return bool(found)

        with self._news:
            assert self._news.wait_for(is_there, SECONDS_TO_GIVE_UP), f"waited in vain for {what}: {self.calls}"
        return found

    def _note(self, method: str, body: Json) -> None:
        with self._news:
            self.calls.append(Call(method, body))
            self._news.notify_all()

    async def method(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        if self.beside and name != "apps.connections.open":
            return await self._from_beside(name, request)
        text = await request.text()
        is_json = request.content_type == "application/json"
        body: Json = json.loads(text) if is_json else dict(await request.post())
        await asyncio.sleep(self.delays.get(name, 0))
        answer = self.faults[name].pop(0)() if self.faults.get(name) else web.json_response(self._answer(name, body))
        if name in self.breaks_after:  # it was done, and nobody hears of it
            self.breaks_after.discard(name)
            answer = web.Response(status=502)
        answer.headers.update({} if self.scopes is None else {"X-OAuth-Scopes": self.scopes})
        if self.date:
            answer.headers["Date"] = self.date
        self._note(name, body)
        return answer

    async def _from_beside(self, name: str, request: web.Request) -> web.Response:
        headers = {each: request.headers[each] for each in ("Authorization", "Content-Type") if each in request.headers}
        body = await request.read()
        async with (
            ClientSession() as session,
            session.post(f"{self.beside}/{name}", data=body, headers=headers) as answer,
        ):
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")

    async def respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        fault = self.faults.get("respond")
        answer = fault.pop(0)() if fault else web.Response(text="ok")
        self._note("respond", {"url": str(request.url), **body})
        return answer

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello"}))
        with self._news:
            self._sockets.append(socket)
            self._news.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                told = json.loads(message.data)
                with self._news:
                    self._acknowledged[told["envelope_id"]] = told.get("payload") or {}
                    self._news.notify_all()
        return socket

    def _answer(self, method: str, body: Json) -> Json:
        channels = [{"name": "support", "is_member": True}, {"name": "random", "is_member": False}]
        answers: dict[str, Callable[[], Json]] = {
            "auth.test": lambda: {
                "team_id": TEAM, "team": "Lantern", "url": "https://lantern.slack.com/",
                "user_id": BOT_USER, "user": "baton", "bot_id": BOT_ID,
            },
            "apps.connections.open": lambda: {"url": f"ws://127.0.0.1:{self.port}/socket"},
            "users.info": lambda: self._user(body["user"]),
            "chat.postMessage": lambda: self._post(body),
            "chat.update": lambda: self._update(body),
            "conversations.history": lambda: {"messages": self._in(body["channel"])},
            "conversations.replies": lambda: {"messages": self._in(body["channel"])},
            "conversations.open": lambda: {"channel": {"id": body["users"]}},
            "conversations.list": lambda: {"channels": channels, "response_metadata": {"next_cursor": ""}},
        }  # fmt: skip
        return {"ok": True, **answers.get(method, dict)()}

    def _user(self, id: str) -> Json:
        return {"user": self.users[id]} if id in self.users else {"ok": False, "error": "user_not_found"}

    def _in(self, channel: str) -> list[Json]:
        return [message for message in self.messages if message["channel"] == channel]

    def _post(self, body: Json) -> Json:
        if body["channel"] in self.closed_channels:
            return {"ok": False, "error": "not_in_channel"}
        ts = f"1700000000.{len(self.messages):06}"
        self.messages.append({**body, "ts": ts})
        return {"channel": body["channel"], "ts": ts}

    def _update(self, body: Json) -> Json:
        for message in self.messages:
            if (message["channel"], message["ts"]) == (body["channel"], body["ts"]):
                message.update(body)
        return {"channel": body["channel"], "ts": body["ts"]}


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """Run the server in a thread of its own."""
    slack = FakeSlack()
    app = web.Application(client_max_size=2**24)
    app.router.add_post("/api/{method}", slack.method)
    app.router.add_post("/respond/{name}", slack.respond)
    app.router.add_get("/socket", slack.socket)
    with in_thread(app) as (port, loop):
        slack.port, slack._loop = port, loop
        yield slack


@contextmanager
def in_thread(app: web.Application) -> Iterator[tuple[int, asyncio.AbstractEventLoop]]:
    """Serve an application in a thread with a loop of its own, and stop it cleanly; give its port and the loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    try:
        yield asyncio.run_coroutine_threadsafe(start(), loop).result(), loop
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
