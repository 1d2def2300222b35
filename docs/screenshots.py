"""Makes the pictures in docs/screenshots: Baton is started on the starter guide, and somebody uses it in a browser.

Run it with `.venv/bin/python docs/screenshots.py`, or with the names of some walks; it needs Chromium, and is nicest with the font Inter installed.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
QUESTION = "It was supposed to be here on Monday!"
COMPANY = "Northwind Lamps"
SHOWN = (
    "You said her name twice, and at the end you said what happens next and by when.",
    "So that she knows somebody listens, and need not ask again.",
)
HEARD = (
    "You let her finish, and then said in one sentence what you had understood.",
    "When you asked what she needs it for: it was about the date, and not about the lamp.",
)
GUIDED = (
    "“You have reached the lamp team”: I would not say it at home. But she knew at once that she was right here.",
    "That you named Thursday before you said goodbye.",
)
BATON = (sys.executable, "-c", "from bot.main import main; main()")
WEEKS_GIVEN = 16
FILLED = {
    "Customer name": "Maria Sanchez",
    "Order number": "A-10427",
    "Reason": "the van broke down on its way to you",
    "Delivery company": "Swift Parcels",
    "New delivery date": "Thursday",
    "Date we will write again": "Wednesday evening",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the page."""

    name: str
    scheme: str
    size: ViewportSize
    scale: float


LOOKS = (
    Look("light", "light", {"width": 1180, "height": 860}, 1),
    Look("dark", "dark", {"width": 1180, "height": 860}, 1),
    Look("phone", "light", {"width": 390, "height": 780}, 1.5),
)


def give_archive(settings: dict[str, str], file: Path) -> None:
    """Let the first tips of the year have been given already, one a week."""
    subprocess.run([*BATON, "export", "tips", file], env=settings, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - Baton
    tips = json.loads(file.read_text(encoding="utf-8"))
    for weeks, tip in enumerate(reversed(tips[1:WEEKS_GIVEN]), 1):
        tip["dated"] = (datetime.now(UTC).date() - timedelta(weeks=weeks)).isoformat()
    file.write_text(json.dumps(tips), encoding="utf-8")
    subprocess.run([*BATON, "import", "tips", file], env=settings, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - Baton


@contextmanager
def baton() -> Iterator[str]:
    """Run Baton on a new team with the starter guide, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        settings = {**os.environ, "BATON_DATA": data, "BATON_PORT": str(port), "BATON_STARTER": ""}
        give_archive(settings, Path(data) / "tips.json")
        command = [*BATON, "run"]
        with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - Baton
            try:
                if not process.stdout or not process.stdout.readline():
                    sys.exit("Baton did not start; its own words are above.")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def newest(page: Page) -> Locator:
    """Return the newest message."""
    return page.locator(".message:not(.waiting)").last


def take(page: Page, action: Locator) -> None:
    """Press something and wait for the message that it brings."""
    before = page.locator("[data-log] h2").count()
    action.click()
    page.locator("[data-log] h2").nth(before).wait_for()


def ask(page: Page, words: str) -> None:
    """Type something into the chat and wait for the answer."""
    page.locator("#say").fill(words)
    take(page, page.locator("button.send"))


def become(page: Page, title: str) -> None:
    """Use the page as somebody else."""
    page.get_by_title(title).click()
    page.locator(f"[title='{title}'][aria-pressed='true']").wait_for()
    page.wait_for_load_state()


def prepare(page: Page) -> None:
    """Do what a lead does on the first day: name the company, and review the answer the pictures show."""
    page.goto("/")
    become(page, "Cy, Lead")
    ask(page, "company")
    page.get_by_label("Company name").fill(COMPANY)
    take(page, newest(page).get_by_role("button", name="Save"))
    ask(page, QUESTION)
    take(page, newest(page).get_by_role("button", name="Reviewed today"))
    give_tips(page)


def give_tips(page: Page) -> None:
    """Give the team its first tip, as a lead does who does not want to wait for the day."""
    ask(page, "tip plan")
    take(page, newest(page).get_by_role("button", name="Post now"))
    button = newest(page).get_by_role("button", name="Post it now")
    if button.count():  # else its day has come, and the clock was first
        take(page, button)


def shoot(page: Page, name: str, look: Look) -> None:
    """Take a picture of what is on the screen once everything has come to rest."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}-{look.name}.png", animations="disabled")


def walk_through(page: Page, look: Look) -> None:
    """Ask, fill and copy as Dee, then look through the guide, with a picture of each."""
    page.goto("/")
    become(page, "Dee, CSR")
    page.locator("#say").fill(QUESTION)
    shoot(page, "asking", look)
    take(page, page.locator("button.send"))
    shoot(page, "answer", look)
    take(page, newest(page).get_by_role("button", name="Use this answer"))
    take(page, newest(page).get_by_role("button", name="E-mail"))
    fields = newest(page).locator(".field")
    for field in fields.all():
        label = field.locator("label span").first.inner_text()
        field.locator("input").fill(FILLED[label])
    shoot(page, "filling", look)
    take(page, newest(page).get_by_role("button", name="Make it ready to send"))
    shoot(page, "ready", look)
    page.goto("/guide?q=late+parcel" if look.name == "dark" else "/guide")
    shoot(page, "guide", look)
    page.locator(".entries a").first.click()
    page.locator(".entry h1").wait_for()
    shoot(page, "entry", look)
    page.goto("/tips")
    shoot(page, "tips", look)
    page.locator(".entries a").first.click()
    page.locator(".entry h1").wait_for()
    shoot(page, "tip", look)


def start(page: Page, who: str) -> None:
    """Start a checklist for somebody, with Bo as the trainer."""
    ask(page, "starters")
    take(page, newest(page).get_by_role("button", name="Start a checklist"))
    newest(page).get_by_label("Who starts").select_option(who)
    newest(page).get_by_label("Trainer").select_option("Bo")
    take(page, newest(page).get_by_role("button", name="Start", exact=True))


def lead_in(page: Page) -> None:
    """Do what happens on somebody's first day: Ada and Dee start, Ada is shown her first skill and debriefs."""
    page.goto("/")
    become(page, "Cy, Lead")
    for who in ("Ada", "Dee"):
        start(page, who)
    become(page, "Ada, New hire")
    for stage in (SHOWN, GUIDED):
        debrief(page, stage)
        become(page, "Bo, Trainer")
        ask(page, "starters")
        take(page, newest(page).get_by_role("button", name="Read and sign off").first)
        take(page, newest(page).get_by_role("button", name="Sign off"))
        become(page, "Ada, New hire")
    debrief(page, HEARD, "Listening")


def debrief(page: Page, answers: tuple[str, str], skill: str = "Greeting and ending") -> None:
    """Answer the questions of the stage a skill is at."""
    ask(page, "checklist")
    row = newest(page).locator(".items li").filter(has_text=skill)
    take(page, row.get_by_role("button", name="Open"))
    take(page, newest(page).get_by_role("button", name="Debrief"))
    for field, answer in zip(newest(page).locator("textarea").all(), answers, strict=True):
        field.fill(answer)
    take(page, newest(page).get_by_role("button", name="Send", exact=True))


def look_at_learning(page: Page, look: Look) -> None:
    """Look at a checklist as Ada, at what waits as Bo, and at the board as Cy, with a picture of each."""
    page.goto("/")
    become(page, "Ada, New hire")
    page.goto("/checklists")
    shoot(page, "checklist", look)
    page.goto("/")
    become(page, "Bo, Trainer")
    ask(page, "starters")
    take(page, newest(page).get_by_role("button", name="Read and sign off").first)
    shoot(page, "sign-off", look)
    become(page, "Cy, Lead")
    page.goto("/programs")
    page.locator(".items li").filter(has_text="Returns").get_by_role("button").click()
    page.get_by_role("button", name="Edit").click()
    page.locator("form.ask").wait_for()
    shoot(page, "program", look)
    page.goto("/board")
    shoot(page, "board", look)
    page.get_by_role("link", name="Ada", exact=True).click()
    page.get_by_role("link", name="The record, to print").click()
    page.locator(".deeds").wait_for()
    shoot(page, "record", look)


def take_pictures(browser: Browser, address: str, wanted: list[str]) -> None:
    """Take every picture of these walks in every look."""
    first = browser.new_page(base_url=address, reduced_motion="reduce")
    for name in wanted:
        WALKS[name][0](first)
    for look in LOOKS:
        context = browser.new_context(
            base_url=address,
            color_scheme="dark" if look.scheme == "dark" else "light",
            viewport=look.size,
            device_scale_factor=look.scale,
            reduced_motion="reduce",
        )
        page = context.new_page()
        for name in wanted:
            WALKS[name][1](page, look)
        context.close()


# What a walk needs to have happened, and the walk itself.
WALKS: dict[str, tuple[Callable[[Page], None], Callable[[Page, Look], None]]] = {
    "guide": (prepare, walk_through),
    "learning": (lead_in, look_at_learning),
}


def main() -> None:
    """Make the pictures anew: of the walks that are named, or of all."""
    wanted = sys.argv[1:] or list(WALKS)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("There is no Chromium here; install the package chromium.")
    FOLDER.mkdir(exist_ok=True)
    with baton() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        take_pictures(browser, address, wanted)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
