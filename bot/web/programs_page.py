"""Programs as pages: what everybody learns by, each skill at an address of its own, changed by the chat's own forms."""

from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

from bot.conversations.permission import LEADS, may
from bot.desk import Desk
from bot.message import Ask, Message
from bot.program_files import FORMATS, written_program
from bot.turn import Person, Turn, sound
from bot.web import render
from bot.web.chat import SURFACE, fields_sent
from bot.web.form import sent
from bot.web.site import SITE, Site, html
from knowledge.ids import new_id
from onboarding.program import Program

OWN = "programs"  # how the actions begin that are taken here; all others are taken in the chat
MOVED = (
    "programs.move",
    "programs.remove",
)  # after these the page is shown anew, so that a reload does not do it again
SHOWN = ("programs.list", "programs.open")  # where a file can be brought in
ENDINGS = tuple(ending[1:] for ending in FORMATS if ending != ".yml")


async def show_programs(request: web.Request) -> web.Response:
    """Show the programs there are."""
    return await _said(request, "programs.list", {})


async def show_program(request: web.Request) -> web.Response:
    """Show one program with its skills in their order."""
    values = {"program": sound(request.match_info["id"]), "page": sound(request.query.get("page", ""))}
    return await _said(request, "programs.open", values)


async def show_versions(request: web.Request) -> web.Response:
    """Show the versions of a program and what each changed."""
    return await _said(request, "programs.versions", {"program": sound(request.match_info["id"])})


async def show_program_skill(request: web.Request) -> web.Response:
    """Show one skill of a program in full."""
    values = {"program": sound(request.match_info["id"]), "skill": sound(request.match_info["skill"])}
    return await _said(request, "programs.skill", values)


async def change_program(request: web.Request) -> web.Response:
    """Take a turn about programs on their own pages, as the chat takes it."""
    turn = sent(await fields_sent(request))
    if not turn.action.startswith(f"{OWN}."):
        raise web.HTTPBadRequest
    site, address = request.app[SITE], _address(turn.action, turn.values)
    if address and site.person(request, turn.person) == site.person(request, ""):
        return web.Response(status=303, headers={"Location": address})
    return await _said(request, turn.action, turn.values, turn.person)


async def write_program(request: web.Request) -> web.Response:
    """Give a program as a file that can be changed and imported again."""
    site = request.app[SITE]
    id, ending = sound(request.match_info["id"]), request.match_info["ending"]

    def written(desk: Desk) -> bytes | None:
        program = desk.programs.program(id)
        return written_program(program, Path(f"program.{ending}")) if program else None

    body = await site.at_desk(written)
    if body is None:
        raise web.HTTPNotFound
    headers = {"Content-Disposition": f'attachment; filename="program.{ending}"'}
    return web.Response(body=body, content_type="application/octet-stream", headers=headers)


def _address(action: str, values: dict[str, str]) -> str:
    """Return the address of what a turn only looks at, so that it can be kept and shown anew; empty if it has none."""
    program = f"/programs/{render.in_path(values.get('program', ''))}"
    match action:
        case "programs.list":
            return "/programs"
        case "programs.open":
            return f"{program}?{urlencode({'page': values['page']})}" if values.get("page") else program
        case "programs.versions" if not values.get("page"):
            return f"{program}/versions"
        case "programs.skill":
            return f"{program}/skills/{render.in_path(values.get('skill', ''))}"
    return ""


async def _said(request: web.Request, action: str, values: dict[str, str], named: str = "") -> web.Response:
    site = request.app[SITE]
    person = site.person(request, named)

    def take(desk: Desk) -> tuple[Message, Program | None, bool]:
        message = _answer(desk, site, person, action, values)
        leads = may(desk.people.person(person.id) or person, LEADS)
        program = desk.programs.program(values.get("program", "")) or _only(desk, message)
        return message, program, leads

    message, program, leads = await site.at_desk(take)
    if action in MOVED and program and not message.refused:
        return web.Response(status=303, headers={"Location": f"/programs/{render.in_path(program.id)}"})
    return shown(message, site, person, program, may_bring=leads and action in SHOWN)


def shown(
    message: Message, site: Site, person: Person, program: Program | None = None, *, may_bring: bool
) -> web.Response:
    """Return a page of programs; ``may_bring`` offers to choose a file on it."""
    asks = any(isinstance(part, Ask) for part in message.parts)
    files = program if program and not asks and not message.refused else None
    page = render.page(
        "programs.html",
        message=message,
        program=program,
        files=files,
        endings=ENDINGS,
        may_bring=may_bring,
        person=person,
        people=site.people,
        path="/programs",
    )
    return html(page)


def _only(desk: Desk, message: Message) -> Program | None:
    """Return the only program there is where the list of programs shows it in their stead."""
    found = desk.programs.all()
    return found[0] if len(found) == 1 and message.title == found[0].name else None


def _answer(desk: Desk, site: Site, person: Person, action: str, values: dict[str, str]) -> Message:
    known = desk.people.person(person.id) or person
    return site.answer(Turn(new_id(), known, action, values, SURFACE), desk)
