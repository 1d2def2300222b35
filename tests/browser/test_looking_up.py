"""The guide's pages in a real browser: searching while typing, topics, and an entry in full."""

import re

from playwright.sync_api import expect

from tests.bot.web.serving import Page
from tests.browser.conftest import OpenTab
from tests.browser.tab import Tab


def questions(tab: Tab) -> list[str]:
    """Return the questions that are listed."""
    return tab.page.locator(".entries h3").all_inner_texts()


def test_the_guide_is_searched_while_typing(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide")

    tab.page.get_by_label("Search the guide").press_sequentially("broken")

    expect(tab.page.locator("[data-count]")).to_have_text(re.compile("for “broken”"))
    assert "It arrived broken" in questions(tab)
    assert tab.focused() == "Search the guide"
    assert tab.page.url == f"{served.url}/guide?q=broken"
    expect(tab.page.locator("[data-announce]")).to_have_text(re.compile("for “broken”"))


def test_emptying_the_search_shows_the_whole_guide_again(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide?q=broken")

    tab.page.get_by_label("Search the guide").fill("")

    expect(tab.page.locator("[data-count]")).to_have_text("3 entries")


def test_a_topic_narrows_the_list_and_the_search_stays_within_it(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide")

    tab.page.get_by_role("link", name="refunds 1").click()
    expect(tab.page.locator("[data-count]")).to_have_text("1 entry on refunds")
    tab.page.wait_for_load_state()
    tab.page.get_by_label("Search the guide").fill("money")
    expect(tab.page.locator("[data-count]")).to_have_text("1 entry on refunds for “money”")

    assert questions(tab) == ["I want my money back"]


def test_an_entry_is_opened_from_the_list_copied_and_taken_to_the_chat(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide", permissions=["clipboard-read", "clipboard-write"])

    tab.page.get_by_role("link", name="It arrived broken").click()
    tab.page.wait_for_load_state()
    tab.page.get_by_role("button", name="Copy").click()
    expect(tab.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    tab.page.get_by_role("button", name="Open in the chat").click()
    tab.wait_for_message(1)

    assert copied == (
        "I am sorry it reached you broken. A new one leaves today; please keep the broken one until it is there."
    )
    assert tab.titles() == ["It arrived broken"]


def test_a_search_that_reaches_nobody_says_that_the_list_may_be_old(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide")
    tab.page.route("**/guide?*", lambda route: route.abort())

    tab.page.get_by_label("Search the guide").fill("broken")

    expect(tab.page.get_by_role("alert")).to_have_text(
        "Baton does not answer, so this list may be old. Check that it is running."
    )
    assert len(questions(tab)) == 3


def test_the_guide_is_searched_without_the_script_too(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served, "/guide", java_script_enabled=False)

    tab.page.locator("#q").fill("broken")
    tab.page.get_by_role("button", name="Search").click()

    assert "It arrived broken" in questions(tab)
    assert tab.page.locator("#q").input_value() == "broken"
