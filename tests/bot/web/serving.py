"""A running page for tests: the real application on a port of its own, and a plain client that says what it is told."""

import asyncio
import http.client
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

from bot.conversations import answer as real_answer
from bot.database.opening import Connections
from bot.desk import Desk, desk_over
from bot.message import Message
from bot.turn import Turn
from bot.web.listen import make_app
from knowledge.meaning.meaning import Meaning
from knowledge.search import Search
from tests.sample import NOW, PEOPLE, sample_desk
from tests.told import Clock

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: ``cookies`` by their name without the port."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookies: Mapping[str, str]


@dataclass(slots=True)
class Page:
    """A page at an address, and the browser-like client that remembers its cookies."""

    port: int
    cookies: dict[str, str]
    open_desk: Callable[[], AbstractContextManager[Desk]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answered:
        return self.request("GET", path, headers=headers)

    def send(self, path: str, fields: Mapping[str, str], **headers: str) -> Answered:
        """Send a form as this page's own browser would."""
        sent = {"Origin": self.url, "Content-Type": FORM, **headers}
        return self.request("POST", path, urlencode(fields), sent)

    def turn(self, action: str, typed: Mapping[str, str], **fields: str) -> Answered:
        """Send a turn as the page's script would."""
        values = {f"v.{name}": value for name, value in typed.items()}
        return self.send("/turn", {"action": action, **values, **fields}, **{"X-Fragment": "1"})

    def request(self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        try:
            kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            all_headers = {
                **(kept if self.cookies else {}),
                **{k.replace("_", "-"): v for k, v in (headers or {}).items()},
            }
            connection.request(method, path, body.encode() or None, all_headers)
            response = connection.getresponse()
            text = response.read().decode()
            for cookie in response.headers.get_all("Set-Cookie", []):
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            cookies = {re.sub(r"baton-\d+-", "", name): value for name, value in self.cookies.items()}
            return Answered(response.status, dict(response.headers), text, cookies)
        finally:
            connection.close()


@contextmanager
def sample_office(
    folder: Path, prepare: Callable[[Desk], object], clock: Clock | None = None
) -> Iterator[Callable[[], AbstractContextManager[Desk]]]:
    """Give what opens a desk over the sample team's database, in whichever thread asks."""
    desk = sample_desk(folder)
    prepare(desk)
    desk.db.close()
    connections = Connections("", folder)
    search = Search(folder / "index", Meaning())

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        yield desk_over(connections.mine(), "team", search, clock.now if clock else NOW)

    try:
        yield open_desk
    finally:
        connections.close()


@contextmanager
def serving(
    folder: Path,
    answer: Callable[[Turn, Desk], Message] = real_answer,
    prepare: Callable[[Desk], object] = repr,
    port: int = 0,
    clock: Clock | None = None,
) -> Iterator[Page]:
    """Serve the sample team's page while the block runs; ``prepare`` changes what the team has first."""
    with sample_office(folder, prepare, clock) as open_desk, placed(port) as place:
        port = place.getsockname()[1]
        with running(make_app(answer, open_desk, PEOPLE, port), place):
            yield Page(port, {}, open_desk)


def placed(port: int = 0) -> socket.socket:
    """Return a socket that listens on a port of this machine, any free one unless it is named."""
    return socket.create_server(("127.0.0.1", port))


@contextmanager
def running(app: web.Application, place: socket.socket) -> Iterator[None]:
    """Run an application in a thread of its own while the block runs."""
    loop = asyncio.new_event_loop()
    started = threading.Event()
    told_to_stop = asyncio.Event()

    async def serve() -> None:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.SockSite(runner, place).start()
        started.set()
        await told_to_stop.wait()
        await runner.cleanup()

    def work() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(told_to_stop.set)
        thread.join()
