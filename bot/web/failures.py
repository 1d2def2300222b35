"""What a person reads when a request cannot be answered: a sentence on a page of the same style, never a stack."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.opened import Unreachable
from bot.web import render
from bot.web.safety import fault
from bot.web.site import SITE, html, wants_fragment
from knowledge.ids import new_id

log = logging.getLogger(__name__)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def explain(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Answer what went wrong with a page that says so; an unexpected error is logged once, under an id it shows."""
    try:
        refused = fault(request.method, request.headers, request.remote or "", request.app[SITE].port)
        return _page(request, 403, refused) if refused else await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        response = _page(request, error.status, "")
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except Unreachable as error:
        log.error("%s %s: %s", request.method, request.rel_url.raw_path, error)  # noqa: TRY400 - it says all; a traceback is noise
        return _page(request, 503, str(error))
    except Exception:
        id = new_id()
        log.exception("request %s (%s %s) broke", id, request.method, request.rel_url.raw_path)
        return _page(request, 500, id)


def _page(request: web.Request, status: int, detail: str) -> web.Response:
    template = "trouble.html" if wants_fragment(request) else "trouble_page.html"
    return html(render.page(template, status=status, detail=detail), status)
