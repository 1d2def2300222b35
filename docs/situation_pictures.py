"""Makes the pictures of situations in docs/screenshots: the card in each of its states in the chat, and the queue.

Run it with `.venv/bin/python -m docs.situation_pictures`; it needs what docs/screenshots.py needs.
"""

import shutil
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from docs.screenshots import LOOKS, QUIET, ask, baton, become, newest, shoot, take

DESKTOP, _, PHONE = LOOKS
SINGS = "The lamp sings when it rains, and the customer cannot sleep."
RAIN = "A customer cannot sleep, since the lamp sings when it rains."
LLAMA = "A llama on the customer's farm ate the shade of the lamp."
FILM = "A film company would like to rent forty lamps for a week."
WEDDING = "A guest wants to know which lamp stood on the table at a wedding."
ANSWERS = {
    "Ada, New hire": "It is the transformer: it hums in damp air. I would send a dry one today.",
    "Bo, Trainer": "I am sorry that the lamp keeps you awake. Its transformer hums in damp air, so a dry one leaves today.",
}
WORDS = "What would you do, and what would you say?"


def press(page: Page, label: str) -> None:
    """Press a button of the newest message."""
    take(page, newest(page).get_by_role("button", name=label).first)


def press_if_there(page: Page, label: str) -> None:
    """Press a button of the newest message, where there is one."""
    if newest(page).get_by_role("button", name=label).count():
        press(page, label)


def bring(page: Page, happened: str, bucket: str, topic: str = "") -> None:
    """Bring a situation as Dee."""
    become(page, "Dee, CSR")
    ask(page, "situation")
    form = newest(page)
    form.get_by_label("What happened?").fill(happened)
    form.get_by_label("Topic").fill(topic)
    form.get_by_label("How much does it matter?").select_option(bucket)
    press(page, "Ask the team")
    press_if_there(page, "Post it")


def open_it(page: Page, title: str, happened: str, which: str = "") -> None:
    """Open a situation as somebody, in the chat, from one of the lists."""
    become(page, title)
    ask(page, "situations")
    if which:
        press(page, which)
    take(page, newest(page).locator("li", has_text=happened).get_by_role("button").first)


def picture(page: Page, name: str) -> None:
    """Take a picture of the newest message, on a screen and on a phone."""
    for look in (DESKTOP, PHONE):
        page.set_viewport_size(look.size)
        newest(page).evaluate("message => message.scrollIntoView({block: 'end'})")
        shoot(page, name, look)
    page.set_viewport_size(DESKTOP.size)


def settle(page: Page) -> None:
    """Answer, close, vote and settle the first situation, with a picture of it in each state."""
    open_it(page, "Bo, Trainer", SINGS)
    picture(page, "situation-asked")
    for title, text in ANSWERS.items():
        open_it(page, title, SINGS)
        press(page, "What would you do?")
        newest(page).get_by_label(WORDS).fill(text)
        press(page, "Send my answer")
    open_it(page, "Cy, Lead", SINGS)
    press(page, "I have it")
    press(page, "Close the round")
    open_it(page, "Dee, CSR", SINGS)
    press(page, "Vote for answer 2")
    picture(page, "situation-closed")


def put_into_the_guide(page: Page) -> None:
    """Settle the first situation with the best answer."""
    open_it(page, "Cy, Lead", SINGS)
    press(page, "Settle with answer 2")
    picture(page, "situation-settling")
    press(page, "Settle it")
    press_if_there(page, "Settle it as it stands")
    open_it(page, "Dee, CSR", SINGS, "Situations that are over")
    picture(page, "situation-settled")


def end(page: Page, happened: str, outcome: str, reason: str, name: str) -> None:
    """End a situation another way as Cy, and picture what Dee sees of it."""
    open_it(page, "Cy, Lead", happened)
    press(page, "End it another way")
    newest(page).get_by_label("How does it end?").select_option(outcome)
    newest(page).get_by_label("Why?").fill(reason)
    if outcome == "duplicate":
        newest(page).get_by_label("The same as which?").select_option(label=SINGS)
    press(page, "End it")
    open_it(page, "Dee, CSR", happened, "Situations that are over")
    picture(page, name)


def walk_through(page: Page) -> None:
    """Bring a few situations, and picture the queue and what becomes of each."""
    page.goto("/")
    for happened, bucket, topic in (
        (SINGS, "1", "defects"),
        (RAIN, "2", "defects"),
        (LLAMA, "3", ""),
        (FILM, "3", ""),
        (WEDDING, "4", ""),
    ):
        bring(page, happened, bucket, topic)
    settle(page)
    for look in (DESKTOP, PHONE):
        page.set_viewport_size(look.size)
        page.goto("/situations")
        shoot(page, "situations", look)
    page.set_viewport_size(DESKTOP.size)
    page.goto("/")
    end(page, RAIN, "duplicate", "It is the same transformer.", "situation-duplicate")
    put_into_the_guide(page)
    end(page, LLAMA, "contained", "There is one llama, and it has a fence now.", "situation-contained")
    end(page, FILM, "not for the guide", "Business customers are answered by sales.", "situation-not-for-the-guide")
    open_it(page, "Dee, CSR", WEDDING)
    press(page, "Withdraw")
    open_it(page, "Dee, CSR", WEDDING, "Situations you brought")
    picture(page, "situation-withdrawn")


def take_pictures(browser: Browser, address: str) -> None:
    """Take every picture."""
    context = browser.new_context(base_url=address, viewport=DESKTOP.size, reduced_motion="reduce")
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
