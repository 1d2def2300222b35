"""Makes the pictures of Baton in Teams in docs/screenshots, in Microsoft's local client: each scope, and what people do there.

Run it with `.venv/bin/python -m docs.teams_pictures`; it needs Chromium and, on the PATH or named by AGENTS_PLAYGROUND,
the client (`npm install -g @microsoft/m365agentsplayground@0.2.28`). Cy sits at the client; a client knows one person,
so what Ada does is handed over as Teams would do it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

from docs.screenshots import BATON, FOLDER, QUIET, SHOWN
from tests.servers import free_port, wait_until_listening

CLIENT = "http://127.0.0.1:56150"
TENANT, BOT = "00000000-0000-0000-0000-0000000000001", "00000000-0000-0000-0000-00000000000011"
NAMES = ("Cy Lang", "Ada Marsh", "Bo Hale", "Dee Ruiz", "Eve Adams", "Fay Quinn")
HAPPENED = "The lamp sings when it rains, and the customer cannot sleep."
ANSWER = "I am sorry that the lamp keeps you awake. Its transformer hums in damp air, so a dry one leaves today."
LINES_ABOVE = 110  # pixels, of what stands over a card
SETTLE = 1_500  # milliseconds in which what is on its way is drawn

Json = dict[str, Any]
_number = count(1)


def person(number: int) -> dict[str, str]:
    """Return one of the people, as the client describes them."""
    given, family = NAMES[number].split()
    mail = f"{given.lower()}@example.com"
    id = f"00000000-0000-0000-0000-00000000002{number}"
    return {
        "id": f"user-{number}", "name": NAMES[number], "userPrincipleName": mail, "aadObjectId": id,
        "givenName": given, "surname": family, "email": mail,
    }  # fmt: skip


def described() -> Json:
    """Return the client's team: who is in it, and where they talk."""
    return {
        "version": "0.1.1", "tenantId": TENANT, "bot": {"id": BOT, "name": "Baton"},
        "currentUser": person(0), "users": [person(number) for number in range(1, len(NAMES))],
        "personalChat": {"id": "a-personal-chat"}, "groupChat": {"id": "a-group-chat", "name": "Lamp desk"},
        "team": {
            "id": "team-id", "name": "Lantern", "aadGroupId": "00000000-0000-0000-0000-000000000031",
            "channels": [{"id": "support-id", "name": "Support"}],
        },
    }  # fmt: skip


@contextmanager
def running(command: list[str], port: int, folder: str, **settings: str) -> Iterator[None]:
    """Run a server until the block ends."""
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, env=environment, cwd=folder or None, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - Baton and the client
        try:
            wait_until_listening(process, port)
            yield
        finally:
            process.terminate()


class Colleague:
    """Ada, who presses buttons of the cards that Baton gives her."""

    def __init__(self, baton: str) -> None:
        self._baton = baton
        self._card: Json = {}
        self._press({"action": "checklist.mine", "values": {}})

    def press(self, label: str, *typed: str) -> None:
        """Press a button of her card, with these texts in its inputs."""
        fields = [each for each in _within(self._card) if str(each.get("type")).startswith("Input.")]
        inputs = {field["id"]: text for field, text in zip(fields, typed, strict=True)} if typed else {}
        button = next(
            each
            for each in _within(self._card)
            if each.get("title") == label or str(each.get("tooltip")).endswith(f": {label}")
        )
        self._press({**button["data"], **inputs})

    def debrief(self, said: tuple[str, ...]) -> None:
        """Open her checklist, and tell what she saw and why."""
        self._press({"action": "checklist.mine", "values": {}})
        self.press(next(each["title"] for each in _within(self._card) if str(each.get("title")).startswith("Open ")))
        self.press("Debrief")
        self.press("Send", *said)

    def _press(self, data: Json) -> None:
        ada = person(1)
        told = {
            "type": "invoke", "name": "adaptiveCard/action", "id": f"ada-{next(_number)}", "channelId": "msteams",
            "serviceUrl": f"{CLIENT}/_connector", "from": {"id": ada["id"], "name": ada["name"], "aadObjectId": ada["aadObjectId"]},
            "recipient": {"id": BOT}, "conversation": {"id": "a-group-chat", "conversationType": "groupChat"},
            "channelData": {"tenant": {"id": TENANT}}, "value": {"action": {"type": "Action.Execute", "data": data}},
        }  # fmt: skip
        request = urllib.request.Request(  # noqa: S310 - Baton's own address
            self._baton, json.dumps(told).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as response:  # noqa: S310 - as above
            self._card = json.loads(response.read())["value"]


def _within(content: Any) -> Iterator[Json]:
    if isinstance(content, dict):
        yield content
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _within(each)


class Client:
    """Cy at the client."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def go_to(self, place: str) -> None:
        """Look at a chat or a channel."""
        self._page.get_by_text(place, exact=True).first.click()
        self._settle()

    def say(self, text: str, *, mention: bool = False) -> None:
        """Write something, where others are with a mention of Baton."""
        box = self._page.locator("[role=textbox][contenteditable=true]").first
        box.click()
        if mention:
            self._page.keyboard.type("@", delay=50)
            self._page.locator("[role=option],[role=menuitem],li").filter(has_text="Baton").first.click()
        self._page.keyboard.type(f" {text}" if mention else text, delay=5)
        post = self._page.get_by_role("button", name="Post", exact=True)
        if post.count():
            post.click()
        else:
            self._page.keyboard.press("Enter")
        self._settle(3)

    def press(self, label: str, *, nth: int = -1) -> None:
        """Press a button; the newest of that name, unless another one is meant."""
        buttons = self._page.get_by_role("button", name=label, exact=True)
        self._press(buttons.nth(nth) if nth >= 0 else buttons.last)

    def press_if_there(self, label: str) -> None:
        """Press a button where there is one."""
        if self._page.get_by_role("button", name=label, exact=True).count():
            self.press(label)

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._page.get_by_label(label).last.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose in a field."""
        self._page.get_by_label(label).last.click()
        self._page.get_by_role("option", name=option, exact=True).last.click()

    def look_at_newest(self) -> None:
        """Look at the newest card from its beginning, with what was said before it."""
        card = self._page.locator(".ac-adaptiveCard").last
        card.evaluate("card => card.scrollIntoView({block: 'start'})")
        card.hover(position={"x": 5, "y": 20})
        self._page.mouse.wheel(0, -LINES_ABOVE)

    def shoot(self, name: str) -> None:
        """Take a picture of what there is to see."""
        self._settle()
        self._page.screenshot(path=FOLDER / f"teams-{name}.png")

    def _press(self, button: Locator) -> None:
        button.scroll_into_view_if_needed()
        button.click()
        self._settle(2)

    def _settle(self, times: int = 1) -> None:
        self._page.wait_for_timeout(SETTLE * times)


def ask(cy: Client) -> None:
    """Ask in each scope, and use an answer."""
    cy.say("where is my parcel")
    cy.look_at_newest()
    cy.shoot("personal")
    cy.press("Use this answer")
    cy.press("E-mail")
    cy.shoot("use")
    cy.go_to("Lamp desk")
    cy.say("I want my money back", mention=True)
    cy.look_at_newest()
    cy.shoot("group")
    cy.go_to("General")
    cy.say("it arrived broken", mention=True)
    cy.shoot("channel")


def bring(cy: Client) -> None:
    """Bring a situation, answer it where it was posted, close the round and settle it."""
    cy.go_to("Support")
    cy.say("channels", mention=True)
    cy.press("Post here", nth=1)
    cy.go_to("Personal Chat")
    cy.say("situation")
    cy.fill("What happened?", HAPPENED)
    cy.shoot("bring")
    cy.press("Ask the team")
    cy.press_if_there("Post it")
    cy.go_to("Support")
    cy.shoot("situation")
    cy.press("What would you do?", nth=0)
    cy.fill("What would you do, and what would you say?", ANSWER)
    cy.press("Send my answer")
    cy.shoot("answered")
    cy.press("Open", nth=0)
    cy.press("Close the round")
    cy.go_to("Personal Chat")
    cy.say("situations")
    cy.press("Open")
    cy.press("Settle with answer 1")
    cy.shoot("settling")
    cy.press("Settle it")
    cy.press_if_there("Settle it as it stands")
    cy.go_to("Support")
    cy.shoot("settled")


def sign_off(cy: Client, ada: Colleague) -> None:
    """Start a checklist for Ada; she debriefs, and the first stage is signed off."""
    cy.go_to("Personal Chat")
    cy.say("starters")
    cy.press("Start a checklist")
    cy.choose("Who starts", "Ada Marsh")
    cy.choose("Trainer", "Cy Lang")
    cy.press("Start")
    ada.debrief(SHOWN)
    cy.say("starters")  # the notice waits for Cy's working hours
    cy.press("Read and sign off")
    cy.shoot("debrief")
    cy.press("Sign off")
    cy.shoot("signed-off")


def main() -> None:
    """Make the pictures anew."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    client = os.environ.get("AGENTS_PLAYGROUND") or shutil.which("agentsplayground")
    if chromium is None or client is None:
        sys.exit("There is no Chromium or no Agents Playground here; the head of this file says what is needed.")
    port = free_port()
    messages = f"http://127.0.0.1:{port}/api/messages"
    own = {"BATON_PORT": str(port), "TEAMS_PLAYGROUND": CLIENT, "BATON_TIMEZONE": "Europe/London", "BATON_STARTER": ""}
    with (
        tempfile.TemporaryDirectory() as data,
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        (Path(folder) / ".m365agentsplayground.yml").write_text(json.dumps(described()))
        command = [client, "-e", messages, "-c", "msteams", "--disable-telemetry", "-p", CLIENT.rpartition(":")[2]]
        with running([*BATON, "run"], port, "", BATON_DATA=data, **own), running(command, 56150, folder):
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.goto(CLIENT)
            page.wait_for_timeout(SETTLE * 5)
            page.get_by_role("button").last.click()  # closes the client's log
            cy = Client(page)
            ask(cy)
            bring(cy)
            sign_off(cy, Colleague(messages))
            browser.close()


if __name__ == "__main__":
    main()
