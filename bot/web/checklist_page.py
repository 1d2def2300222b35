"""Checklists as pages: one's own, each with an address of its own, and the record of every sign-off to print."""

from aiohttp import web

from bot.conversations.checklist.finding import may_open
from bot.conversations.checklist.full_record import FullRecord, full_record
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE
from bot.web.site import SITE, Site, html
from knowledge.ids import new_id


async def show_checklists(request: web.Request) -> web.Response:
    """Show somebody's own checklist, or the checklists they train."""
    return await _said(request, "checklist.mine", {})


async def show_checklist(request: web.Request) -> web.Response:
    """Show one checklist."""
    return await _said(request, "checklist.open", {"checklist": sound(request.match_info["id"])})


async def show_skill(request: web.Request) -> web.Response:
    """Show one skill of a checklist."""
    values = {"checklist": sound(request.match_info["id"]), "skill": sound(request.match_info["skill"])}
    return await _said(request, "checklist.skill", values)


async def show_record(request: web.Request) -> web.Response:
    """Show every sign-off of a checklist with its evidence, to read or to print."""
    site = request.app[SITE]
    person, id = site.person(request), sound(request.match_info["id"])

    def record(desk: Desk) -> FullRecord | None:
        known = desk.people.person(person.id) or person
        checklist = desk.checklists.checklist(id)
        return full_record(checklist, known, desk) if checklist and may_open(known, checklist) else None

    found = await site.at_desk(record)
    if found is None:
        raise web.HTTPNotFound
    return html(render.page("record.html", record=found, person=person, people=site.people, path="/checklists"))


async def _said(request: web.Request, action: str, values: dict[str, str]) -> web.Response:
    site = request.app[SITE]
    person = site.person(request)
    message = await site.at_desk(lambda desk: _ask(desk, site, person, action, values))
    path = request.rel_url.raw_path
    record = "" if message.refused else values.get("checklist", "")
    page = render.page("said.html", message=message, record=record, person=person, people=site.people, path=path)
    return html(page)


def _ask(desk: Desk, site: Site, person: Person, action: str, values: dict[str, str]) -> Message:
    known = desk.people.person(person.id) or person
    return site.answer(Turn(new_id(), known, action, values, SURFACE), desk)
