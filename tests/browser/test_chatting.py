"""Asking, filling and copying in a real browser, by keyboard and by mouse."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.desk import Desk
from bot.message import Message
from bot.turn import Turn
from tests.bot.web.serving import Page, serving
from tests.browser.conftest import OpenTab

READY = """\
Hello Maria,

I am sorry that order 1042 is late. I have asked the carrier where it is.

You will hear from me again by Friday.

Kind regards,
Ada"""


def test_asking_by_keyboard(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)

    tab.page.keyboard.type("My parcel is late")
    tab.page.keyboard.press("Enter")
    tab.wait_for_message(2)

    assert tab.titles() == ["Hello Ada", "My parcel is late"]
    assert tab.said() == ["My parcel is late"]
    assert tab.composer.input_value() == ""
    assert tab.focused() == "Ask the guide"


def test_the_new_message_is_in_sight_and_the_page_says_it_aloud(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, reduced_motion="reduce")

    for _ in range(3):
        tab.ask("My parcel is late")
    newest = tab.page.locator(".exchange").last.bounding_box()

    assert newest
    assert 60 < newest["y"] < 120, "it begins right below the top of the page"
    expect(tab.page.get_by_role("log")).to_have_attribute("aria-live", "polite")


def test_filling_an_answer_and_copying_it_without_touching_the_mouse(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, permissions=["clipboard-read", "clipboard-write"])
    tab.ask("My parcel is late")

    tab.newest.get_by_role("button", name="Use this answer").press("Enter")
    tab.wait_for_message(3)
    assert tab.focused() == "Where does it go?"
    tab.newest.get_by_role("button", name="E-mail").press("Enter")
    tab.wait_for_message(4)
    assert tab.focused() == "Customer name"
    for word in ("Maria", "1042", "Friday"):
        tab.page.keyboard.type(word)
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.wait_for_message(5)
    assert tab.focused() == "Ready: E-mail"
    copy = tab.newest.get_by_role("button", name="Copy")
    copy.press("Enter")

    expect(tab.newest.get_by_role("button", name="Copied")).to_be_visible()
    expect(tab.page.locator("[data-announce]")).to_have_text("Copied")
    assert tab.page.evaluate("navigator.clipboard.readText()") == READY


def test_copying_works_where_the_page_may_not_use_the_clipboard(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.page.goto("/guide/broken")

    tab.page.get_by_role("button", name="Copy").click()
    expect(tab.page.get_by_role("button", name="Copied")).to_be_visible()
    tab.page.goto("/")
    tab.composer.press("Control+V")

    assert tab.composer.input_value() == (
        "I am sorry it reached you broken. A new one leaves today; please keep the broken one until it is there."
    )


def test_an_empty_field_is_named_beside_itself_and_the_rest_stays_typed(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.press("Use this answer")
    tab.press("E-mail")
    tab.page.get_by_label("Customer name").fill("Maria")

    tab.page.get_by_role("button", name="Make it ready to send").click()
    wrong = tab.page.get_by_label("Order number")
    expect(wrong).to_have_attribute("aria-invalid", "true")

    assert (
        tab.page.locator(f"#{wrong.get_attribute('aria-describedby')}").inner_text() == "Order number is still empty."
    )
    assert tab.page.get_by_label("Customer name").input_value() == "Maria"
    assert tab.focused() == "Order number"
    assert tab.titles() == ["Hello Ada", "My parcel is late", "Where does it go?", "Not ready to send yet"]


def test_a_list_with_a_form_below_it_is_read_from_its_title(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.become("Cy, Lead")
    tab.ask("My parcel is late")
    tab.press("Reviewed today")
    tab.ask("My parcel is late")

    tab.press("History")

    assert tab.focused() == "History: My parcel is late"


def test_a_double_click_is_one_turn(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")

    tab.newest.get_by_role("button", name="Use this answer").dblclick()
    tab.wait_for_message(3)
    tab.page.reload()

    assert tab.titles() == ["Hello Ada", "My parcel is late", "Where does it go?"]


def test_the_second_click_of_a_double_click_presses_nothing_that_came_under_the_mouse(
    served: Page, open_tab: OpenTab
) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.press("Use this answer")

    tab.newest.get_by_role("button", name="E-mail").hover()
    tab.page.mouse.down(click_count=2)
    tab.page.mouse.up(click_count=2)
    tab.page.reload()

    assert tab.titles() == ["Hello Ada", "My parcel is late", "Where does it go?"]


def test_shift_and_enter_is_a_new_line(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)

    tab.page.keyboard.type("It is late")
    tab.page.keyboard.press("Shift+Enter")
    tab.page.keyboard.type("and broken")

    assert tab.composer.input_value() == "It is late\nand broken"
    assert tab.titles() == ["Hello Ada"]


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_nothing_typed_sends_nothing(served: Page, open_tab: OpenTab, nothing: str) -> None:
    tab = open_tab(served)

    tab.composer.fill(nothing)
    tab.composer.press("Enter")
    tab.page.reload()

    assert tab.titles() == ["Hello Ada"]


def test_the_up_arrow_brings_back_what_was_asked_and_down_goes_on(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.ask("It arrived broken")

    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        tab.composer.press(key)
        seen.append(tab.composer.input_value())

    assert seen == ["It arrived broken", "My parcel is late", "My parcel is late", "It arrived broken", ""]


def test_the_arrows_leave_alone_what_is_being_written(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")

    tab.composer.fill("half a quest")
    tab.composer.press("ArrowUp")

    assert tab.composer.input_value() == "half a quest"


def test_escape_leaves_a_form_and_a_slash_comes_to_the_composer(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.press("Use this answer")
    tab.press("E-mail")

    tab.page.keyboard.type("a/b")
    tab.page.keyboard.press("Escape")
    left = tab.focused()
    tab.page.locator(".brand").focus()
    tab.page.keyboard.press("/")

    assert left == "Ask the guide"
    assert tab.focused() == "Ask the guide"
    assert tab.composer.input_value() == ""
    assert tab.page.get_by_label("Customer name").input_value() == "a/b"


def test_an_earlier_button_still_works(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.press("Use this answer")
    tab.press("Phone")

    tab.page.get_by_role("button", name="E-mail").first.click()
    tab.wait_for_message(5)

    assert tab.titles()[-1] == "To fill in: My parcel is late"


def test_a_reload_keeps_the_conversation_and_what_was_begun(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.composer.fill("and another th")

    tab.page.reload()

    assert tab.titles() == ["Hello Ada", "My parcel is late"]
    assert tab.composer.input_value() == "and another th"


def test_coming_back_from_the_guide_shows_the_newest_message(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    for _ in range(3):
        tab.ask("My parcel is late")

    tab.page.goto("/guide")
    tab.page.get_by_role("link", name="Chat").click()

    expect(tab.newest.locator("h2")).to_be_in_viewport()


def test_starting_over_leaves_the_greeting_alone(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")

    tab.page.get_by_role("button", name="Start over").click()

    expect(tab.page.locator("[data-log] h2")).to_have_text(["Hello Ada"])


def test_the_page_can_be_used_as_each_of_the_four(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)

    seen = []
    for name in ("Bo, Trainer", "Cy, Lead", "Dee, CSR", "Ada, New hire"):
        tab.become(name)
        seen += tab.titles()

    assert seen == ["Hello Bo", "Hello Cy", "Hello Dee", "Hello Ada"]


def test_a_slow_answer_shows_that_it_is_coming_and_a_quick_one_does_not(tmp_path: Path, open_tab: OpenTab) -> None:
    go_on = threading.Event()

    def slow(turn: Turn, desk: Desk) -> Message:
        if turn.action == "say":
            go_on.wait()
        return Message(f"Known: {desk.guide.count()}")

    with serving(tmp_path, slow) as page, waking(go_on):
        tab = open_tab(page)
        tab.composer.fill("late?")
        tab.composer.press("Enter")
        at_once = (tab.composer.input_value(), tab.said())
        expect(tab.page.locator(".dots")).to_be_visible()
        go_on.set()
        tab.wait_for_message(2)

        assert at_once == ("", ["late?"])
        expect(tab.page.locator(".dots")).to_have_count(0)


@contextmanager
def waking(event: threading.Event) -> Iterator[None]:
    """Wake whoever waits for the event at the end, also when the test has failed."""
    try:
        yield
    finally:
        event.set()


def test_everything_but_copying_works_without_the_script(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, java_script_enabled=False)
    page = tab.page

    page.locator("#say").fill("My parcel is late")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Use this answer").click()
    page.get_by_role("button", name="E-mail").click()
    page.get_by_label("Customer name").fill("Maria")
    page.get_by_role("button", name="Make it ready to send").click()
    assert page.locator(".error").all_inner_texts() == [
        "Order number is still empty.",
        "Date we write again is still empty.",
    ]
    page.get_by_label("Order number").fill("1042")
    page.get_by_label("Date we write again").fill("Friday")
    page.get_by_role("button", name="Make it ready to send").click()
    page.wait_for_load_state()  # a text has its lines once the styles are there

    assert page.locator("[data-text]").last.inner_text() == READY
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    assert re.search(r"/#x-\w{24}$", page.url)
