"""A real browser for the page's tests: Chromium as it is installed, driven by playwright."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bot.web.serving import Page as Served
from tests.bot.web.serving import serving
from tests.browser.tab import Tab

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # nothing of the browser's own may go out to the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SCREEN = {"width": 1100, "height": 800}
PATIENCE = 120_000  # milliseconds; a busy machine is slow and not wrong
OpenTab = Callable[..., Tab]


# Not for the session: while playwright runs, its event loop is the thread's, and no test elsewhere could run one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser that is installed."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        pytest.skip("no Chromium: install the package chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Give the sample team's page."""
    with serving(tmp_path) as page:
        yield page


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Give what opens a tab on a page; whatever the browser complained about by the end fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_tab(served: Served, path: str = "/", **options: Any) -> Tab:
        context = browser.new_context(base_url=served.url, **{"viewport": SCREEN, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        page.goto(path)
        return Tab(page)

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


def watch(page: Page, complaints: list[str]) -> None:
    """Note everything that must not happen: errors, warnings, refused scripts and styles, dialogs, other sites."""

    def from_console(type: str, text: str) -> None:
        # A server that is away is what some tests are about, and the browser cannot be told to keep quiet about it.
        if type in {"error", "warning"} and "Failed to load resource" not in text:
            complaints.append(f"{type}: {text}")

    page.on("console", lambda message: from_console(message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: None if "://127.0.0.1:" in request.url else complaints.append(f"request: {request.url}"),
    )
