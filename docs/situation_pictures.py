"""Makes the pictures of a situation in docs/screenshots: its card in each state in the chat, and the queue.

Run it with `.venv/bin/python -m docs.situation_pictures`; it needs what docs/screenshots.py needs.
"""

import shutil
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from docs.screenshots import LOOKS, QUIET, ask, baton, become, newest, shoot, take

HAPPENED = "The lamp sings when it rains, and the customer cannot sleep."
ANSWER = "I am sorry that the lamp keeps you awake. Its transformer hums in damp air, so a dry one leaves today."


def press(page: Page, label: str) -> None:
    """Press a button of the newest message."""
    take(page, newest(page).get_by_role("button", name=label).first)


def bring(page: Page) -> None:
    """Bring a situation as Dee."""
    become(page, "Dee, CSR")
    ask(page, "situation")
    newest(page).get_by_label("What happened?").fill(HAPPENED)
    press(page, "Ask the team")
    post = newest(page).get_by_role("button", name="Post it")
    if post.count():
        take(page, post)


def open_it(page: Page, title: str) -> None:
    """Open the situation as somebody, in the chat."""
    become(page, title)
    ask(page, "situations")
    take(page, newest(page).get_by_role("button", name="Open").first)


def walk_through(page: Page) -> None:
    """Bring, answer, close and settle a situation, with a picture of it in each state."""
    look = LOOKS[0]
    page.goto("/")
    bring(page)
    open_it(page, "Bo, Trainer")
    shoot(page, "situation-asked", look)
    press(page, "What would you do?")
    newest(page).get_by_label("What would you do, and what would you say?").fill(ANSWER)
    press(page, "Send my answer")
    open_it(page, "Cy, Lead")
    press(page, "Close the round")
    shoot(page, "situation-closed", look)
    for each in (look, LOOKS[2]):
        page.set_viewport_size(each.size)
        page.goto("/situations")
        shoot(page, "situations", each)
    page.set_viewport_size(look.size)
    page.goto("/")
    open_it(page, "Cy, Lead")
    press(page, "Settle with answer 1")
    shoot(page, "situation-settling", look)
    press(page, "Settle it")
    again = newest(page).get_by_role("button", name="Settle it as it stands")
    if again.count():
        take(page, again)
    shoot(page, "situation-settled", look)


def take_pictures(browser: Browser, address: str) -> None:
    """Take every picture."""
    context = browser.new_context(base_url=address, viewport=LOOKS[0].size, reduced_motion="reduce")
    walk_through(context.new_page())
    context.close()


def main() -> None:
    """Make the pictures anew."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("There is no Chromium here; install the package chromium.")
    with baton() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        take_pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
