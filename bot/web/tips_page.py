"""The tips as pages: the archive, each tip at an address of its own, and a feed to follow."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from aiohttp import web

from bot.conversations.tip_archive import archive_of
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE
from bot.web.feed import MOST_ENTRIES, TYPE, Posted, feed
from bot.web.guide_page import page_number
from bot.web.site import SITE, Site, html
from bot.web.tip_shelf import take_tip_shelf
from knowledge.ids import new_id
from knowledge.tip import Tip
from knowledge.tip_archive import Sought


@dataclass(frozen=True, slots=True)
class OpenTip:
    """One tip, and what the bot says when it is opened in the chat: the page shows the same."""

    tip: Tip
    message: Message


async def show_tips(request: web.Request) -> web.Response:
    """Show a page of the archive."""
    site = request.app[SITE]
    person = site.person(request)
    sought = Sought(*(sound(request.query.get(name, "")).strip() for name in ("q", "topic", "series", "month")))
    number = page_number(request.query.get("page"))
    shelf = await site.at_desk(lambda desk: take_tip_shelf(desk, sought, number))
    return html(render.page("tips.html", shelf=shelf, person=person, people=site.people, path="/tips"))


async def show_tip(request: web.Request) -> web.Response:
    """Show one published tip in full."""
    site = request.app[SITE]
    person, id = site.person(request), sound(request.match_info["id"])
    opened = await site.at_desk(lambda desk: open_tip(desk, site, person, id))
    if opened is None:
        raise web.HTTPNotFound
    path = request.rel_url.raw_path
    return html(render.page("tip.html", opened=opened, person=person, people=site.people, path=path))


async def show_feed(request: web.Request) -> web.Response:
    """Give the tips as an Atom feed."""
    site = request.app[SITE]
    address = f"{request.scheme}://{request.host}"
    body = await site.at_desk(lambda desk: feed_of(desk, address))
    return web.Response(body=body, content_type=TYPE, charset="utf-8")


def open_tip(desk: Desk, site: Site, person: Person, id: str) -> OpenTip | None:
    """Return a published tip with what the bot says of it; None if there is none."""
    tip = desk.tips.tip(id)
    if tip is None or tip.state != "published":
        return None
    known = desk.people.person(person.id) or person
    return OpenTip(tip, site.answer(Turn(new_id(), known, "tips.open", {"tip": id}, SURFACE), desk))


def feed_of(desk: Desk, address: str) -> bytes:
    """Return the feed of what the team was given."""
    given_at = {post.tip: post.at for post in desk.tip_plan.posts() if not post.is_withdrawn}
    tips = []
    for each in archive_of(desk)[:MOST_ENTRIES]:
        changed_at = desk.tips.revisions.of("tip", each.tip.id)[0].at
        at = given_at.get(each.tip.id) or datetime.combine(each.day, time(), UTC)
        tips.append(Posted(each.tip, at, max(at, changed_at)))
    return feed(tips, address, desk.settings.get("company") or "Baton", desk.team, desk.now)
