"""The page as an aiohttp application: every address, and the function that answers it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from aiohttp import web

from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn
from bot.web.board_page import show_board, write_board
from bot.web.chat import choose_person, show_chat, start_over, take_turn
from bot.web.checklist_page import show_checklist, show_checklists, show_record, show_skill
from bot.web.failures import explain
from bot.web.guide_page import show_entry, show_guide
from bot.web.program_upload import preview_program
from bot.web.programs_page import (
    ENDINGS,
    change_program,
    show_program,
    show_program_skill,
    show_programs,
    show_versions,
    write_program,
)
from bot.web.safety import MOST_BYTES, put_headers
from bot.web.site import SITE, Site
from bot.web.situations_page import show_situation, show_situations
from bot.web.tips_page import show_feed, show_tip, show_tips
from bot.web.told import show_told

STATIC = Path(__file__).parent / "static"


def make_app(
    answer: Callable[[Turn, Desk], Message],
    open_desk: Callable[[], AbstractContextManager[Desk]],
    people: Sequence[Person],
    port: int,
) -> web.Application:
    """Return the page as an application to be served on this port of a loopback address.

    Each turn opens a desk of its own in a worker thread. When the application is cleaned up the turns that were
    begun are finished first, so ``open_desk`` must work until then.
    """
    app = web.Application(middlewares=[explain], client_max_size=MOST_BYTES)
    app[SITE] = Site(answer, open_desk, people, port)
    app.on_response_prepare.append(put_headers)
    app.cleanup_ctx.append(_finish)
    app.add_routes(
        [
            web.get("/", show_chat),
            web.post("/turn", take_turn),
            web.get("/told", show_told),
            web.post("/person", choose_person),
            web.post("/start-over", start_over),
            web.get("/guide", show_guide),
            web.get("/guide/{id}", show_entry),
            web.get("/situations", show_situations),
            web.get("/situations/{id}", show_situation),
            web.get("/tips", show_tips),
            web.get("/tips/feed.atom", show_feed),
            web.get("/tips/{id}", show_tip),
            web.get("/checklists", show_checklists),
            web.get("/checklists/{id}", show_checklist),
            web.get("/checklists/{id}/record", show_record),
            web.get("/checklists/{id}/{skill}", show_skill),
            web.get("/programs", show_programs),
            web.post("/programs/turn", change_program),
            web.post("/programs/file", preview_program),
            web.get(f"/programs/{{id}}.{{ending:{'|'.join(ENDINGS)}}}", write_program),
            web.get("/programs/{id}", show_program),
            web.get("/programs/{id}/versions", show_versions),
            web.get("/programs/{id}/skills/{skill}", show_program_skill),
            web.get("/board", show_board),
            web.get("/board.{ending:csv|xlsx}", write_board),
            web.static("/static", STATIC),
        ]
    )
    return app


async def _finish(app: web.Application) -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(app[SITE].close)
