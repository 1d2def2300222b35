"""How the pages look to everybody: on a phone, in the dark, through a screen reader, and with hostile words in them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types

from bot.desk import Desk
from knowledge.entry import Entry
from tests.bot.web.serving import Page, serving
from tests.bot.web.test_situations_page import with_situations
from tests.bot.web.test_tips_page import with_tips
from tests.browser.conftest import OpenTab
from tests.browser.tab import Tab
from tests.learning import half_way
from tests.sample import LATE, NOW, kept

PHONE = {"width": 360, "height": 640}
HOSTILE = "<img src=x onerror=alert(1)> \"'><script>alert(2)</script> javascript:alert(3) \u202eevil"
CUT_OFF = """() => [...document.querySelectorAll(".card :is(p, dd, blockquote, .about, h1, h2)")]
    .filter(element => element.clientWidth && element.scrollWidth > element.clientWidth && !element.closest(".unseen"))
    .map(element => element.outerHTML)"""
HEBREW = "החבילה שלי מאחרת"


def at_home(tab: Tab) -> None:
    tab.page.goto("/")


def at_an_answer(tab: Tab) -> None:
    tab.page.goto("/")
    tab.ask("My parcel is late")


def at_a_refused_form(tab: Tab) -> None:
    at_an_answer(tab)
    tab.press("Use this answer")
    tab.press("E-mail")
    tab.page.get_by_role("button", name="Make it ready to send").click()
    tab.page.locator(".error").first.wait_for()


def at_a_text_to_copy(tab: Tab) -> None:
    at_a_refused_form(tab)
    for field in tab.newest.locator("input[type=text]").all():
        field.fill("1042")
    tab.press("Make it ready to send")


def at_a_difference(tab: Tab) -> None:
    tab.page.goto("/")
    tab.become("Cy, Lead")
    tab.ask("My parcel is late")
    tab.press("History")
    tab.newest.get_by_role("button", name="What changed").click()
    tab.page.get_by_role("region").wait_for()


def at_the_edit_form(tab: Tab) -> None:
    tab.page.goto("/")
    tab.become("Cy, Lead")
    tab.ask("My parcel is late")
    tab.press("Edit")


def in_trouble(tab: Tab) -> None:
    tab.page.goto("/")
    tab.page.route("**/turn", lambda route: route.abort())
    tab.composer.fill("My parcel is late")
    tab.composer.press("Enter")
    tab.page.get_by_role("alert").wait_for()


def at_the_guide(tab: Tab) -> None:
    tab.page.goto("/guide")


def at_nothing_found(tab: Tab) -> None:
    tab.page.goto("/guide?topic=nothing")


def at_an_entry(tab: Tab) -> None:
    tab.page.goto("/guide/refund")


def at_the_tips(tab: Tab) -> None:
    tab.page.goto("/tips")


def at_a_tip(tab: Tab) -> None:
    tab.page.goto("/tips/hour")


def at_the_situations(tab: Tab) -> None:
    tab.page.goto("/situations")


def at_a_situation(tab: Tab) -> None:
    tab.page.goto("/situations/smoke")


def at_a_missing_page(tab: Tab) -> None:
    tab.page.goto("/guide/nothing")


def at_my_checklist(tab: Tab) -> None:
    tab.page.goto("/checklists")


def at_the_board(tab: Tab) -> None:
    tab.page.goto("/")
    tab.become("Cy, Lead")
    tab.page.goto("/board")


def at_a_record(tab: Tab) -> None:
    at_my_checklist(tab)
    tab.page.goto("/board")
    tab.become("Cy, Lead")
    tab.page.get_by_role("link", name="Ada", exact=True).click()
    tab.page.get_by_role("link", name="The record, to print").click()
    tab.page.locator(".deeds").wait_for()


PLACES = [
    at_home,
    at_an_answer,
    at_a_refused_form,
    at_a_text_to_copy,
    at_a_difference,
    at_the_edit_form,
    in_trouble,
    at_the_guide,
    at_nothing_found,
    at_an_entry,
    at_the_tips,
    at_a_tip,
    at_the_situations,
    at_a_situation,
    at_a_missing_page,
    at_my_checklist,
    at_the_board,
    at_a_record,
]
everywhere = pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__)


def edit(desk: Desk) -> None:
    """Give the late parcel a second version and a very long word, so that there is a difference to show; Ada learns."""
    answer = f"{LATE.answer} {'Donaudampfschiff' * 20} https://example.com/{'a' * 300}"
    desk.guide.save(replace(kept(LATE, 1), answer=answer, links=("https://example.com/track",)), "edited", "cy", NOW)
    with_tips(desk)
    half_way(desk)
    with_situations(desk)


@everywhere
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_weak_eyes_find_nothing_in_their_way(
    tmp_path: Path, open_tab: OpenTab, scheme: str, go: Callable[[Tab], None]
) -> None:
    with serving(tmp_path, prepare=edit) as page:
        tab = open_tab(page, color_scheme=scheme, reduced_motion="reduce")
        go(tab)

        found = Axe().run(tab.page, options={"resultTypes": ["violations"]})

    assert [describe(violation) for violation in found.response["violations"]] == []


def describe(violation: dict[str, Any]) -> str:
    """Return what is wrong and where, as one line."""
    return f"{violation['id']}: {[node['html'][:120] for node in violation['nodes']]}"


@everywhere
def test_a_phone_never_scrolls_sideways(tmp_path: Path, open_tab: OpenTab, go: Callable[[Tab], None]) -> None:
    with serving(tmp_path, prepare=edit) as page:
        tab = open_tab(page, viewport=PHONE)
        go(tab)

        assert tab.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert tab.page.evaluate(CUT_OFF) == []


def test_a_phone_shows_the_composer_and_who_one_is(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, viewport=PHONE)
    tab.ask("My parcel is late")

    for element in (tab.composer, tab.page.get_by_role("button", name="Send"), tab.page.get_by_title("Ada, New hire")):
        box = element.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["y"] + box["height"] <= PHONE["height"]


def test_the_page_is_dark_where_the_machine_is(served: Page, open_tab: OpenTab) -> None:
    grounds = [
        open_tab(served, color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(245, 243, 238)", "rgb(19, 22, 21)"]


def test_nothing_moves_for_those_who_asked_for_stillness(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, reduced_motion="reduce")

    assert tab.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert tab.page.evaluate("document.getAnimations().length") == 0


def test_the_focus_can_be_seen_on_everything_that_takes_it(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.page.evaluate("document.activeElement.blur()")

    unseen = []
    for _ in range(20):
        tab.page.keyboard.press("Tab")
        mark = tab.page.evaluate(
            """() => {
                const element = document.activeElement;
                if (element === document.body) return "";
                const style = getComputedStyle(element.closest(".composer") && element.id === "say"
                    ? element.closest(".composer") : element);
                return style.outlineStyle !== "none" || style.boxShadow !== "none" ? "" : element.outerHTML;
            }"""
        )
        unseen += [mark] if mark else []

    assert unseen == []


def test_hostile_words_are_read_as_words(tmp_path: Path, open_tab: OpenTab) -> None:
    def add(desk: Desk) -> None:
        links = ("https://example.com/\"onmouseover='alert(4)'",)
        entry = Entry(
            id="hostile", question=HOSTILE, answer=HOSTILE, topics=(HOSTILE,), links=links, phrasings=(HOSTILE,)
        )
        desk.guide.save(entry, HOSTILE, HOSTILE, NOW)

    with serving(tmp_path, prepare=add) as page:
        tab = open_tab(page)
        tab.ask(HOSTILE)
        shown = tab.said()
        tab.page.goto("/guide")
        listed = tab.page.locator(".entries h3").all_inner_texts()
        tab.page.goto("/guide/hostile")
        opened = tab.page.locator("h1").inner_text()
        quoted = tab.page.locator("[data-text]").text_content()

    assert shown == [HOSTILE]
    assert HOSTILE in listed
    assert (opened, quoted) == (HOSTILE, HOSTILE)


def test_words_that_run_the_other_way_do(tmp_path: Path, open_tab: OpenTab) -> None:
    def add(desk: Desk) -> None:
        desk.guide.save(Entry(id="hebrew", question=HEBREW, answer=f"{HEBREW}."), "added", "cy", NOW)

    with serving(tmp_path, prepare=add) as page:
        tab = open_tab(page, "/guide/hebrew")
        direction = "element => getComputedStyle(element).direction"

        assert tab.page.locator("h1").evaluate(direction) == "rtl"
        assert tab.page.locator("[data-text]").evaluate(direction) == "rtl"
        assert tab.page.locator("body").evaluate(direction) == "ltr"
