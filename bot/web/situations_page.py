"""Situations as pages: the queue by how much each matters and how long it has waited, and each one in full."""

from dataclasses import dataclass

from aiohttp import web

from bot.conversations.situations.queue import EMPTY, MINE, OPEN, OVER, TITLES, detail
from bot.conversations.situations.words import BUCKETS, called
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE
from bot.web.guide_page import page_number
from bot.web.site import SITE, Site, html
from knowledge.ids import new_id
from knowledge.situation import Situation

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One situation of the queue."""

    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue: its lines under the name of each bucket, empty where they are in no such order."""

    which: str
    title: str
    empty: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    page: int
    more: bool


async def show_situations(request: web.Request) -> web.Response:
    """Show a page of the queue."""
    site = request.app[SITE]
    person, page = site.person(request), max(1, page_number(request.query.get("page")))
    asked = sound(request.query.get("which", ""))
    which = asked if asked in TITLES else OPEN
    queue = await site.at_desk(lambda desk: take_queue(desk, person, which, page))
    return html(
        render.page(
            "situations.html", queue=queue, views=TITLES.items(), person=person, people=site.people, path="/situations"
        )
    )


async def show_situation(request: web.Request) -> web.Response:
    """Show one situation as the person sees it in the chat."""
    site = request.app[SITE]
    person, id = site.person(request), sound(request.match_info["id"])
    message = await site.at_desk(lambda desk: open_situation(desk, site, person, id))
    if message is None:
        raise web.HTTPNotFound
    path = request.rel_url.raw_path
    return html(render.page("situation.html", message=message, person=person, people=site.people, path=path))


def take_queue(desk: Desk, person: Person, which: str, page: int) -> Queue:
    """Return a page of the situations that are open, over, or the person's own."""
    lists, first = desk.situations.lists, (page - 1) * A_PAGE
    found = {
        OPEN: lambda: lists.queue(A_PAGE + 1, first),
        OVER: lambda: lists.ended(A_PAGE + 1, first),
        MINE: lambda: lists.of(person.id, A_PAGE + 1, first),
    }[which]()
    lines = [(each, Line(each.id, called(each), detail(each, desk, person))) for each in found[:A_PAGE]]
    return Queue(which, TITLES[which], EMPTY[which], _grouped(lines, which), page, len(found) > A_PAGE)


def open_situation(desk: Desk, site: Site, person: Person, id: str) -> Message | None:
    """Return what the bot says when the person opens a situation; None if there is none for them."""
    situation = desk.situations.one(id)
    if situation is None or (situation.is_private and situation.brought_by != person.id):
        return None
    known = desk.people.person(person.id) or person
    return site.answer(Turn(new_id(), known, "situations.open", {"situation": id}, SURFACE), desk)


def _grouped(lines: list[tuple[Situation, Line]], which: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    if which != OPEN:
        return (("", tuple(line for _, line in lines)),) if lines else ()
    groups = (
        (name, tuple(line for situation, line in lines if situation.bucket == bucket))
        for bucket, name in BUCKETS.items()
    )
    return tuple((name, those) for name, those in groups if those)
