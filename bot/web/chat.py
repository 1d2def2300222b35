"""The chat: the page of a conversation, and the turns that are sent from it."""

import re
from collections.abc import Mapping

from aiohttp import web

from bot.desk import Desk
from bot.message import Message
from bot.turn import Person, Turn
from bot.web import render
from bot.web.form import FORM, fields_of, sent
from bot.web.site import SITE, Site, html, wants_fragment
from bot.web.talks import Exchange, Said
from bot.web.told import bring
from knowledge.ids import new_id

SURFACE = "web"
_OWN_PATH = re.compile(r"/((guide|situations|tips|checklists|programs)(/(?!\.\.?(/|$))[\w.~%-]+)*|board)?", re.ASCII)


async def show_chat(request: web.Request) -> web.Response:
    """Show the conversation of the person the page was last used as; in a new one the bot speaks first."""
    site = request.app[SITE]
    person, browser = site.person(request), site.browser(request)
    talk = site.talks.talk(browser, person.id)
    async with talk.lock:
        if not talk.exchanges:
            talk.keep(await _exchange(site, person, "home", {}, Said()))
        await bring(site, talk, person)
    page = render.page("chat.html", exchanges=list(talk.exchanges), person=person, people=site.people, path="/")
    return site.remember(browser, person, html(page))


async def take_turn(request: web.Request) -> web.Response:
    """Take a turn: give its exchange to the script, or send a browser without it back to the conversation."""
    site = request.app[SITE]
    turn = sent(await fields_sent(request))
    person, browser = site.person(request, turn.person), site.browser(request)
    talk = site.talks.talk(browser, person.id)
    async with talk.lock:
        exchange = talk.repeated(turn.once)
        if exchange is None:
            taken = await _exchange(site, person, turn.action, turn.values, turn.said, turn.once)
            exchange = talk.keep(taken, turn.form)
    if wants_fragment(request):
        return html(render.page("exchange.html", exchange=exchange, person=person))
    return site.remember(browser, person, _go(f"/#x-{exchange.id}"))


async def choose_person(request: web.Request) -> web.Response:
    """Use the page as somebody else from now on, and show the same page again."""
    site = request.app[SITE]
    chosen = dict(await fields_sent(request))
    back = chosen.get("back", "")
    person = site.person(request, chosen.get("person", ""))
    return site.remember(site.browser(request), person, _go(back if _OWN_PATH.fullmatch(back) else "/"))


async def start_over(request: web.Request) -> web.Response:
    """Begin the conversation anew; what was learned from it is in the guide's lists, not here."""
    site = request.app[SITE]
    person, browser = site.person(request, dict(await fields_sent(request)).get("as", "")), site.browser(request)
    site.talks.forget(browser, person.id)
    return site.remember(browser, person, _go("/"))


async def _exchange(
    site: Site, person: Person, action: str, values: Mapping[str, str], said: Said, once: str = ""
) -> Exchange:
    id = new_id()

    def take(desk: Desk) -> Message:
        known = desk.people.person(person.id) or person
        return site.answer(Turn(id, known, action, values, SURFACE), desk)

    return Exchange(id, said, await site.at_desk(take), once)


async def fields_sent(request: web.Request) -> list[tuple[str, str]]:
    """Return the fields of a form in their order; what is no form is refused."""
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    try:
        return fields_of(await request.read())
    except ValueError:
        raise web.HTTPBadRequest from None


def _go(path: str) -> web.Response:
    """Send the browser to a page by a new request, so that a reload does not send the form again (RFC 9110, 303)."""
    return web.Response(status=303, headers={"Location": path})
