"""A program's file sent to the page: read, kept, and shown with what it would change."""

import json

from aiohttp import BodyPartReader, web

from bot.desk import Desk
from bot.message import Message, warn
from bot.program_files import SIZE_LIMIT, program_in
from bot.turn import Person, Turn, sound
from bot.web.chat import SURFACE
from bot.web.programs_page import shown
from bot.web.site import SITE, Site
from knowledge.ids import new_id
from knowledge.refusal import Refusal

MOST_BYTES = SIZE_LIMIT + 64 * 1024  # with what a browser puts around a file


async def preview_program(request: web.Request) -> web.Response:
    """Show what a file would change, or which line of it cannot be read."""
    site = request.app[SITE]
    person = site.person(request)
    name, data = await _file(request.clone(client_max_size=MOST_BYTES))
    message = await site.at_desk(lambda desk: _read(desk, site, person, name, data))
    return shown(message, site, person, may_bring=message.refused)


async def _file(request: web.Request) -> tuple[str, bytes | None]:
    """Return the file's name and what is in it; None for what is in it where it is too large."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPBadRequest
    try:
        part = await (await request.multipart()).next()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(part, BodyPartReader) or part.name != "file":
        raise web.HTTPBadRequest
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > SIZE_LIMIT:
            return sound(part.filename or ""), None
    return sound(part.filename or ""), bytes(data)


def _read(desk: Desk, site: Site, person: Person, name: str, data: bytes | None) -> Message:
    known = desk.people.person(person.id) or person
    try:
        program = program_in(name, data)
    except Refusal as refusal:
        return Message("Not brought in", (warn("{sentence}", sentence=refusal.sentence),), refused=True)
    kept = desk.kept.keep(json.dumps(program.content(), ensure_ascii=False), desk.now)
    return site.answer(Turn(new_id(), known, "programs.bring", {"kept": kept}, SURFACE), desk)
