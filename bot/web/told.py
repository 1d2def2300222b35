"""Notices on the page: they come into the conversation of whoever they are for, and cards change where they stand."""

from aiohttp import web

from bot.delivery.told import Told, last_seen, told_since
from bot.desk import Desk
from bot.turn import Person
from bot.web import render
from bot.web.site import SITE, Site, html
from bot.web.talks import Exchange, Said, Talk


async def show_told(request: web.Request) -> web.Response:
    """Give the page's script what the person has been told since it last asked."""
    site = request.app[SITE]
    person, browser = site.person(request, request.query.get("as", "")), site.browser(request)
    talk = site.talks.talk(browser, person.id)
    async with talk.lock:
        exchanges = await bring(site, talk, person)
    return html(render.page("told.html", exchanges=exchanges, person=person))


async def bring(site: Site, talk: Talk, person: Person) -> list[Exchange]:
    """Bring what the person has been told into their talk, whose lock is held; return the exchanges that are new or changed."""
    since = talk.told

    def look(desk: Desk) -> tuple[str, list[Told]]:
        after = last_seen(person.id, desk) if since is None else since
        told = told_since(after, person.id, desk)
        return (told[-1].id if told else after), told

    talk.told, told = await site.at_desk(look)
    changed: dict[str, Exchange] = {}
    for each in told:
        exchange = _brought(talk, each)
        if exchange is not None:
            changed[exchange.id] = exchange
    return list(changed.values())


def _brought(talk: Talk, told: Told) -> Exchange | None:
    """Return the exchange in which a notice is shown now; None for the new state of a card that is not shown."""
    if told.is_news:
        return talk.keep(Exchange(told.id, Said(), told.message, card=told.card))
    return talk.change_card(told.card, told.message)
