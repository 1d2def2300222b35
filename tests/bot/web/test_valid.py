"""Every page is HTML as the standard has it, held by a checker nobody here wrote."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Facts, Message, Part
from bot.turn import Turn
from bot.web.listen import make_app
from knowledge.starter import starter_tips
from knowledge.store import Edit
from tests.bot.test_parts import EXAMPLES, hostile
from tests.bot.web.checker import faults_of
from tests.bot.web.serving import Page, serving
from tests.bot.web.test_situations_page import with_situations
from tests.bot.web.test_tips_page import with_tips
from tests.learning import half_way
from tests.sample import PEOPLE

MOST_ALIKE = 3  # pages of one address that differ in what they are about alone, such as those of many tips
# Where no link leads, but a button, a form or somebody's own hands.
BY_HAND = (
    "/programs/first-weeks",
    "/programs/first-weeks/versions",
    "/programs/first-weeks/skills/returns",
    "/tips?q=customer&page=2",
    "/tips?q=nothing+has+this",
    "/tips?q=%22%3E%3Cscript%3E%1B%5B31m&topic=%26&series=%27",
    "/tips/nothing",
    "/nowhere",
)
_LINK = re.compile(r'<a [^>]*href="([^"]*)"')
_STEP = re.compile(r"\{\w+\}")


def with_everything(desk: Desk) -> None:
    """Give the team something of everything that has a page."""
    desk.tips.save_all([Edit(tip, "added") for tip in starter_tips()], "cy", desk.now)
    with_tips(desk)
    with_situations(desk)
    half_way(desk)


def with_every_part(turn: Turn, desk: Desk) -> Message:
    """Answer as Baton does, but greet with every part there is, and once more with hostile words in it."""
    if turn.action != "home":
        return answer(turn, desk)
    # Facts would all have the same hostile name, which no list of facts may have.
    worse = [hostile(part) for part in EXAMPLES.values() if not isinstance(part, Facts)]
    return Message("Every part", (*EXAMPLES.values(), *(part for part in worse if isinstance(part, Part))))


def kind_of(path: str) -> str:
    """Return what an address has in common with those that are alike."""
    address = urlsplit(path)
    first, *others = address.path.strip("/").split("/")
    names = [name.partition("=")[0] for name in address.query.split("&")]
    return f"/{first}{len(others) * '/*'}?{'&'.join(names)}"


def walked(page: Page) -> dict[str, str]:
    """Return the pages that links lead to from the first one, and those no link leads to; of many alike the first few."""
    waiting = ["/", *BY_HAND]
    seen, alike, pages = set(waiting), dict[str, int](), dict[str, str]()
    while waiting:
        path = waiting.pop(0)
        pages[path] = page.get(path).text
        for found in _LINK.findall(pages[path]):
            link = urljoin(path, unescape(found)).partition("#")[0]
            is_page = link.startswith("/") and not Path(urlsplit(link).path).suffix
            if is_page and link not in seen and alike.get(kind_of(link), 0) < MOST_ALIKE:
                seen.add(link)
                alike[kind_of(link)] = alike.get(kind_of(link), 0) + 1
                waiting.append(link)
    return pages


def left_out(page: Page, paths: set[str]) -> set[str]:
    """Return the addresses of pages that none of these paths is one of; files have an ending, and pieces are no pages."""
    routes = make_app(answer, page.open_desk, PEOPLE, page.port).router.routes()
    addresses = {route.resource.canonical for route in routes if route.method == "GET" and route.resource}
    pages = {address for address in addresses if "." not in address} - {"/static", "/told"}
    return {page for page in pages if not any(re.fullmatch(_STEP.sub("[^/]+", page), path) for path in paths)}


def test_every_page_is_valid_for_each_of_the_team(tmp_path: Path) -> None:
    pages, paths = dict[str, str](), set[str]()

    with serving(tmp_path, with_every_part, prepare=with_everything) as page:
        for person in PEOPLE:
            page.send("/person", {"person": person.id, "back": "/"})
            seen = walked(page)
            paths |= {urlsplit(path).path for path in seen}
            pages |= {f"{person.name}: {path}": text for path, text in seen.items()}
        missing = left_out(page, paths)

    assert missing == set()
    assert faults_of(pages, tmp_path) == []


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    page = "<!doctype html><html lang='en'><title>Tips</title><p>Read <b>on</p>"

    found = faults_of({"the tips": page, "the archive": page.replace("<b>", "")}, tmp_path)

    assert {name for name, _ in found} == {"the tips"}
