"""Baton against a Slack Web API server that nobody here wrote: emulate 0.12.2 from npm, with strict scopes.

Its bot token has exactly the scopes of the manifest. To have it: ``npm ci --prefix tests/bot/slack`` (Node.js 20 on).
It has no Socket Mode and simulates no commands and buttons, so those are handed over as Slack signs them, or over a
socket of the tests' own.
"""

import asyncio
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.at_desk import Result
from bot.channels import Place
from bot.delivery.outbox import Owed
from bot.desk import Desk
from bot.doctor import examine
from bot.environment import read_environment
from bot.message import Message
from bot.slack.manifest import COMMANDS, SCOPES, SHORTCUTS
from bot.slack.pace import PacedApi
from bot.slack.sending import SlackSending
from bot.slack.web_api import SlackApi
from tests.bot.slack.fake_slack import FakeSlack, Json
from tests.bot.slack.office import APP_TOKEN, Office, person_id, slack_office
from tests.bot.slack.screen import (
    changed,
    direct,
    global_shortcut,
    mention,
    message_shortcut,
    pressed_in_view,
    sent,
    title,
    words,
)
from tests.sample import NOW

HERE = Path(__file__).parent
NO_EMULATE = "no emulate: run npm ci --prefix tests/bot/slack, with Node.js 20 or later"
BOT, HUMAN = "xoxb-baton", "xoxp-somebody"
SECONDS_TO_GIVE_UP = 30
SECONDS_BETWEEN_LOOKS = 0.05


@dataclass
class Emulated:
    """The running server, and a token that may look at everything in it."""

    url: str
    team: str = "T000000001"
    bot_user: str = "UBATON001"

    def call(self, method: str, token: str = HUMAN, **body: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/api/{method}", json.dumps(body).encode(), headers)  # noqa: S310
        with urllib.request.urlopen(request) as response:  # noqa: S310 - the address is this test's own server
            answer: Json = json.loads(response.read())
        return answer

    def user(self, name: str) -> str:
        return str(next(each["id"] for each in self.call("users.list")["members"] if each["name"] == name))

    def channel(self, name: str) -> str:
        return str(next(each["id"] for each in self.call("conversations.list")["channels"] if each["name"] == name))

    def trigger(self, user: str) -> str:
        return str(self.call("views.generateTriggerId", BOT, user_id=user)["trigger_id"])

    def messages(self, channel: str, count: int) -> list[Json]:
        """Return Baton's messages in a channel, the oldest first, once there are this many."""
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            found = self.call("conversations.history", channel=channel).get("messages", [])
            found += [reply for each in found for reply in self._replies(channel, each)]
            ours = {each["ts"]: each for each in found if each["user"] == self.bot_user}
            if len(ours) >= count:
                return [ours[ts] for ts in sorted(ours)]
            time.sleep(SECONDS_BETWEEN_LOOKS)
        pytest.fail(f"there are no {count} messages in {channel}: {found}")

    def _replies(self, channel: str, message: Json) -> list[Json]:
        replies: list[Json] = self.call("conversations.replies", channel=channel, ts=message["ts"]).get("messages", [])
        return replies

    def direct_messages(self, user: str, count: int) -> list[Json]:
        channel = self.call("conversations.open", BOT_WITH_ALL, users=user)["channel"]["id"]
        return self.messages_as(BOT_WITH_ALL, channel, count)

    def messages_as(self, token: str, channel: str, count: int) -> list[Json]:
        until = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < until:
            found: list[Json] = self.call("conversations.history", token, channel=channel).get("messages", [])
            if len(found) >= count:
                return found[::-1]
            time.sleep(SECONDS_BETWEEN_LOOKS)
        pytest.fail(f"there are no {count} messages in {channel}")


BOT_WITH_ALL = "xoxb-baton-that-may-look"


@contextmanager
def emulated(scopes: tuple[str, ...] = SCOPES) -> Iterator[Emulated]:
    """Run the server with people, channels, and Baton installed with these scopes."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / "emulate").is_dir():
        pytest.skip(NO_EMULATE)
    app = {"app_id": "A1", "client_id": "1.1", "client_secret": "s", "name": "Baton", "redirect_uris": []}
    bot = {"bot_id": "BBATON001", "bot_user_id": Emulated.bot_user, "bot_name": "baton"}
    token = {"type": "bot", "user_id": Emulated.bot_user, "app_id": "A1", "bot_id": "BBATON001"}
    seed = {
        "strict_scopes": True,
        "users": [{"name": "dee", "real_name": "Dee Miller"}, {"name": "cy", "real_name": "Cy Lee", "is_admin": True}],
        "channels": [{"name": "support"}, {"name": "board", "is_private": True}],
        "oauth_apps": [{**app, **bot, "scopes": list(scopes)}],
        "tokens": [
            {**token, "token": BOT, "scopes": list(scopes)},
            {**token, "token": BOT_WITH_ALL},
            {"token": HUMAN, "type": "user", "user": "dee"},
        ],
    }
    command = [node, str(HERE / "emulated.mjs"), json.dumps(seed)]
    with subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield Emulated(server.stdout.readline().strip())
        finally:
            server.stdin.close()


@pytest.fixture
def slack() -> Iterator[Emulated]:
    with emulated() as running:
        yield running


@contextmanager
def baton_in(slack: Emulated, response_urls: FakeSlack, folder: Path) -> Iterator[Office]:
    with slack_office(folder, response_urls, settings={"bot_token": BOT, "api_url": f"{slack.url}/api"}) as office:
        yield office


@pytest.fixture
def office(slack: Emulated, response_urls: FakeSlack, tmp_path: Path) -> Iterator[Office]:
    with baton_in(slack, response_urls, tmp_path) as running:
        yield running


@pytest.fixture(params=["http", "socket"])
def either_office(
    request: pytest.FixtureRequest, slack: Emulated, response_urls: FakeSlack, tmp_path: Path
) -> Iterator[Office]:
    """Give a Baton in either mode; the socket is the tests' own, everything else the other's."""
    if request.param == "http":
        with baton_in(slack, response_urls, tmp_path) as running:
            yield running
        return
    response_urls.beside = f"{slack.url}/api"
    settings = {"bot_token": BOT, "app_token": APP_TOKEN, "signing_secret": ""}
    with slack_office(tmp_path, response_urls, settings=settings) as running:
        yield running


def test_a_mention_is_answered_in_its_thread_and_anew_when_it_is_edited(slack: Emulated, either_office: Office) -> None:
    office = either_office
    channel, dee = slack.channel("support"), slack.user("dee")
    asked = slack.call("chat.postMessage", channel=channel, text="where is my parcel")
    question = mention("where is my parcel", dee, channel, asked["ts"], team=slack.team)

    office.event(question)
    (answer,) = slack.messages(channel, 1)
    office.event(changed(question, "please refund me"))
    edited = answer
    while "edited" not in edited:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        (edited,) = slack.messages(channel, 1)

    assert (answer["thread_ts"], title(answer["blocks"])) == (asked["ts"], "My parcel is late")
    assert edited["ts"] == answer["ts"]


def test_somebody_is_known_as_the_server_describes_them(slack: Emulated, office: Office) -> None:
    office.command("help", "/baton", user=slack.user("cy"), team_id=slack.team)

    people = {person.name: person.role for person in office.desk().people.all() if slack.team in person.id}
    assert people == {"cy": "lead"}


def test_a_channel_that_is_closed_to_baton_is_answered_by_a_direct_message(slack: Emulated, office: Office) -> None:
    dee = slack.user("dee")
    board = next(each["id"] for each in slack.call("conversations.list", types="private_channel")["channels"])
    slack.call("conversations.kick", channel=board, user=slack.bot_user)

    office.event(mention("where is my parcel", dee, board, team=slack.team))

    (told,) = slack.direct_messages(dee, 1)
    assert "send /invite @Baton in that channel" in words(told["blocks"])


def test_a_direct_message_is_answered_there(slack: Emulated, office: Office) -> None:
    dee = slack.user("dee")
    channel = slack.call("conversations.open", BOT_WITH_ALL, users=dee)["channel"]["id"]

    office.event({**direct("topics", dee, team=slack.team), "channel": channel})

    (told,) = slack.direct_messages(dee, 1)
    assert title(told["blocks"]) == "The guide by topic"


def test_a_form_opens_is_sent_and_shows_its_answer(slack: Emulated, office: Office) -> None:
    cy = slack.user("cy")

    opened = office.command("add", "/baton", user=cy, team_id=slack.team, trigger_id=slack.trigger(cy))

    assert (opened.status, opened.json) == (200, {})
    assert office.desk().deliveries.given_up() == []


def test_every_command_and_shortcut_is_answered_with_the_scopes_of_the_manifest(
    slack: Emulated, either_office: Office, response_urls: FakeSlack
) -> None:
    office = either_office
    dee, channel = slack.user("dee"), slack.channel("support")
    answers = [
        office.command("llama", command, user=dee, team_id=slack.team, trigger_id=slack.trigger(dee))
        for command in COMMANDS
    ]
    for callback, kind in SHORTCUTS.items():
        made = global_shortcut(callback, dee)
        if kind == "message":
            made = {**message_shortcut(callback, dee, response_urls, "A llama"), "channel": {"id": channel}}
        who = {**made["user"], "team_id": slack.team}
        answers.append(office.interaction({**made, "user": who, "trigger_id": slack.trigger(dee)}))

    assert [answer.status for answer in answers] == [200] * 9
    assert [title(answer.json["blocks"]) for answer in answers if answer.json] == [
        "The guide has no answer to this yet",
        "All tips",
        "The guide has no answer to this yet",
        "The guide has no answer to this yet",
    ]
    assert response_urls.made("respond") == []  # where a form that could not open would have come as a button
    assert office.desk().deliveries.given_up() == []


def test_a_card_is_posted_and_stays_true(slack: Emulated, office: Office) -> None:
    channel, desk = slack.channel("support"), office.desk()
    with desk.together():
        desk.channels.choose("situations", Place("slack", channel, "#support"), person_id("cy"), NOW)
        desk.notices.post("situations", Message("A llama"), "situation:llama")
    office.wake(slack.user("dee"))
    (posted,) = slack.messages(channel, 1)
    with desk.together():
        desk.notices.update("situation:llama", Message("A llama, settled"))
    office.wake(slack.user("dee"))
    changed_card = posted
    while "edited" not in changed_card:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        (changed_card,) = slack.messages(channel, 1)

    assert title(posted["blocks"]) == "A llama"
    assert (changed_card["ts"], title(changed_card["blocks"])) == (posted["ts"], "A llama, settled")


@pytest.mark.parametrize("place", ["channel", "thread", "person"])
def test_a_message_that_may_have_arrived_is_looked_for_with_the_scopes_of_the_manifest(
    place: str, slack: Emulated
) -> None:
    channel = slack.user("dee") if place == "person" else slack.channel("support")
    thread = slack.call("chat.postMessage", channel=channel, text="q")["ts"] if place == "thread" else ""
    body: Json = {"channel": channel, "text": "A llama", "blocks": [], **({"thread_ts": thread} if thread else {})}
    owed = Owed("id-1", "slack", "", channel, "chat.postMessage", body, datetime.now(UTC), 1, 1)

    async def send_twice() -> tuple[str, str]:
        api = SlackApi(BOT, f"{slack.url}/api")
        sending = SlackSending(NoDesk(), PacedApi(api))
        first = await sending.send(owed)
        again = await sending.send(replace(owed, tries=2, unheard=2))
        await api.close()
        return first, again

    first, again = asyncio.run(send_twice())

    assert first == again


class NoDesk:
    """A worker for what needs no desk."""

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        raise AssertionError(work)


def test_a_trigger_that_was_used_already_leads_to_a_button(
    slack: Emulated, office: Office, response_urls: FakeSlack
) -> None:
    cy = slack.user("cy")
    trigger = slack.trigger(cy)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}
    slack.call("views.open", BOT, trigger_id=trigger, view=view)

    office.command("add", "/baton", user=cy, team_id=slack.team, trigger_id=trigger)

    (told,) = response_urls.wait_for("respond")
    assert "The form could not open in time." in words(told["blocks"])


def test_the_home_is_published(slack: Emulated, office: Office) -> None:
    office.event({"type": "app_home_opened", "user": slack.user("cy"), "tab": "home", "team": slack.team})

    until = time.monotonic() + SECONDS_TO_GIVE_UP
    page = ""
    while "Hello cy" not in page and time.monotonic() < until:
        with urllib.request.urlopen(f"{slack.url}/?tab=views") as response:  # noqa: S310
            page = response.read().decode()
    assert office.desk().deliveries.given_up() == []


def test_the_doctor_finds_everything_well(slack: Emulated) -> None:
    environment = read_environment(
        {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "0" * 32, "SLACK_API_URL": f"{slack.url}/api"}
    )

    findings = examine(environment)

    assert [finding.sentence for finding in findings if not finding.is_well] == []
    assert "Slack knows the bot token: baton in Emulate." in [finding.sentence for finding in findings]


@pytest.mark.parametrize("missing", ["channels:read", "groups:read"])
def test_the_doctor_names_a_scope_that_is_missing(missing: str) -> None:
    with emulated(tuple(scope for scope in SCOPES if scope != missing)) as slack:
        environment = read_environment(
            {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "0" * 32, "SLACK_API_URL": f"{slack.url}/api"}
        )

        (wrong,) = [finding.sentence for finding in examine(environment) if not finding.is_well]

    assert f"It needs {missing}." in wrong


@pytest.mark.parametrize("missing", [scope for scope in SCOPES if scope in {"users:read", "chat:write"}])
def test_without_a_scope_the_person_reads_why_or_the_log_says_so(
    missing: str, response_urls: FakeSlack, tmp_path: Path
) -> None:
    with (
        emulated(tuple(scope for scope in SCOPES if scope != missing)) as slack,
        baton_in(slack, response_urls, tmp_path) as office,
    ):
        dee = slack.user("dee")
        answer = office.command("where is my parcel", user=dee, team_id=slack.team).json
        office.event(mention("where is my parcel", dee, slack.channel("support"), team=slack.team))
        failed: list[str] = []
        while missing == "chat:write" and not failed:
            failed = [each.fault for each in office.desk().deliveries.given_up()]

    if missing == "users:read":
        assert "I could not find out who you are (missing_scope)" in words(answer["blocks"])
    else:
        assert (title(answer["blocks"]), failed) == ("My parcel is late", ["missing_scope"])


def test_every_kind_of_view_is_taken(slack: Emulated, office: Office) -> None:
    cy = slack.user("cy")
    view: Json = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}
    opened = slack.call("views.open", BOT, trigger_id=slack.trigger(cy), view=view)["view"]
    button = {"type": "button", "text": {"type": "plain_text", "text": "People"}, "action_id": "people.list~1"}
    payload = pressed_in_view("People", {**opened, "blocks": [{"type": "actions", "elements": [button]}]}, cy)
    payload["view"]["id"] = opened["id"]
    payload["user"]["team_id"] = slack.team

    office.interaction(payload)

    until = time.monotonic() + SECONDS_TO_GIVE_UP
    while office.desk().outbox("slack").due(office.desk().now, office.desk().now, 1) and time.monotonic() < until:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    assert office.desk().deliveries.given_up() == []
    assert sent(view, cy, {})["type"] == "view_submission"
