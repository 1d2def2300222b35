"""What the pages share: who there is, the conversations, and the worker threads that turns are taken in."""

import asyncio
import re
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

from aiohttp import web

from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn
from bot.web.talks import Talks

WORKERS = 4  # turns taken at once; each has a database connection of its own
A_YEAR = 365 * 24 * 3600  # seconds
FRAGMENT = "X-Fragment"  # the page's script sends it to get a piece of the page instead of the whole
_BROWSER_ID = re.compile(r"[\w-]{32}")

Result = TypeVar("Result")


class Site:
    """One running page. ``people`` are those it can be used as, at least one."""

    def __init__(
        self,
        answer: Callable[[Turn, Desk], Message],
        open_desk: Callable[[], AbstractContextManager[Desk]],
        people: Sequence[Person],
        port: int,
    ) -> None:
        self.answer = answer
        self.people = tuple(people)
        self.port = port
        self.talks = Talks()
        self._open_desk = open_desk
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="web")

    async def at_desk(self, work: Callable[[Desk], Result]) -> Result:
        """Do work at a desk in a worker thread, and return what it gave."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, self._work, work)

    def close(self) -> None:
        """Finish the turns that were begun, and take no more."""
        self._workers.shutdown()

    def person(self, request: web.Request, named: str = "") -> Person:
        """Return who a request is from: the one its form names, else the one last chosen, else the first."""
        chosen = request.cookies.get(self._cookie("person"), "")
        known = {person.id: person for person in self.people}
        return known.get(named) or known.get(chosen) or self.people[0]

    def browser(self, request: web.Request) -> str:
        """Return the id of the browser a request is from; one without an id, or with a strange one, gets a new one."""
        kept = request.cookies.get(self._cookie("browser"), "")
        return kept if _BROWSER_ID.fullmatch(kept) else secrets.token_urlsafe(24)

    def remember(self, browser: str, person: Person, response: web.Response) -> web.Response:
        """Have the browser remember its id and who it is used as."""
        for name, value in (("browser", browser), ("person", person.id)):
            response.set_cookie(self._cookie(name), value, max_age=A_YEAR, httponly=True, samesite="Strict")
        return response

    def _work(self, work: Callable[[Desk], Result]) -> Result:
        with self._open_desk() as desk:
            return work(desk)

    def _cookie(self, name: str) -> str:
        # Cookies know no ports, so two pages on one machine would otherwise share theirs: RFC 6265, 8.5
        return f"baton-{self.port}-{name}"


SITE = web.AppKey("site", Site)


def wants_fragment(request: web.Request) -> bool:
    """Say whether the page's script asks, which puts a piece into the page it has."""
    return FRAGMENT in request.headers


def html(text: str, status: int = 200) -> web.Response:
    """Return a page, or a piece of one, as a response."""
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")
