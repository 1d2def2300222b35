"""The guide as a page: all published entries, searched while typing and by topic, and each one in full."""

from dataclasses import dataclass, replace

from aiohttp import web

from bot.desk import Desk
from bot.message import Message, Quote
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE
from bot.web.shelf import Wanted, take_shelf
from bot.web.site import SITE, Site, html, wants_fragment
from knowledge.entry import Entry
from knowledge.ids import new_id

LONGEST_PAGE_NUMBER = 6  # digits


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One entry, and what the bot says when it is opened in the chat: the page shows the same."""

    entry: Entry
    message: Message


async def show_guide(request: web.Request) -> web.Response:
    """Show a page of the guide, or to the script the entries alone."""
    site = request.app[SITE]
    person = site.person(request)
    wanted = Wanted(
        sound(request.query.get("q", "")).strip(),
        sound(request.query.get("topic", "")).strip(),
        page_number(request.query.get("page")),
    )
    shelf = await site.at_desk(lambda desk: take_shelf(desk, person, wanted))
    if wants_fragment(request):
        return html(render.page("shelf.html", shelf=shelf))
    return html(render.page("guide.html", shelf=shelf, person=person, people=site.people, path="/guide"))


async def show_entry(request: web.Request) -> web.Response:
    """Show one published entry in full."""
    site = request.app[SITE]
    person, id = site.person(request), sound(request.match_info["id"])
    opened = await site.at_desk(lambda desk: open_entry(desk, site, person, id))
    if opened is None:
        raise web.HTTPNotFound
    path = request.rel_url.raw_path
    return html(render.page("entry.html", opened=opened, person=person, people=site.people, path=path))


def open_entry(desk: Desk, site: Site, person: Person, id: str) -> OpenEntry | None:
    """Return a published entry with what the bot says of it, its answer ready to copy; None if there is none."""
    entry = desk.guide.entry(id)
    if entry is None or entry.state != "published":
        return None
    known = desk.people.person(person.id) or person
    message = site.answer(Turn(new_id(), known, "guide.open", {"entry": id}, SURFACE), desk)
    parts = (replace(part, copy=True) if isinstance(part, Quote) else part for part in message.parts)
    return OpenEntry(entry, replace(message, parts=tuple(parts)))


def page_number(text: str | None) -> int:
    """Return the page that an address asks for; what is no number asks for the first."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_PAGE_NUMBER else 1
