"""A Baton that runs in Slack for a test: the real application, signed requests over HTTP, and the sample team."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.conversations import answer_alike as real_answer
from bot.database.opening import Connections
from bot.desk import Desk, desk_over
from bot.message import Message
from bot.slack.pace import Rates
from bot.slack.running import PATH, serve_slack
from bot.slack.settings import SlackSettings
from bot.turn import Turn
from knowledge.meaning.meaning import Meaning
from knowledge.search import Search
from tests.bot.slack.fake_slack import BOT_USER, TEAM, FakeSlack, Json, in_thread
from tests.bot.slack.valid import faults_of_message, faults_of_view
from tests.sample import NOW, PEOPLE, fill
from tests.told import Clock

SECRET = "8f742231b10e8888abcd99yyyzzz85a5".replace("y", "0").replace("z", "1")
TOKEN, APP_TOKEN = "xoxb-1-test", "xapp-1-test"
UNHURRIED = Rates(channel=0, post=0.001, tier_3=0, tier_4=0)  # the fake server lets anything through
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for a request."""

    status: int
    text: str

    @property
    def json(self) -> Json:
        """Return the body as JSON; an empty one is an empty object."""
        content: Json = json.loads(self.text) if self.text else {}
        return content


@dataclass
class Office:
    """The running Baton. ``desk`` opens the store it works on."""

    port: int
    slack: FakeSlack
    connections: Connections
    search: Search
    by_socket: bool = False
    clock: Clock = field(default_factory=Clock)
    answered: list[Answered] = field(default_factory=list)

    def desk(self) -> Desk:
        return desk_over(self.connections.mine(), "team", self.search, self.clock.now)

    def post(self, body: str, content_type: str, **headers: str) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", PATH, body.encode(), {"Content-Type": content_type, **headers})
        response = connection.getresponse()
        answered = Answered(response.status, response.read().decode())
        connection.close()
        self.answered.append(answered)
        return answered

    def get(self, path: str) -> int:
        """Return the status of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def signed(self, body: str, content_type: str = FORM, **headers: str) -> Answered:
        return self.post(body, content_type, **{**signature(body), **headers})

    def command(self, text: str, command: str = "/guide", user: str = "dee", **more: str) -> Answered:
        body = command_body(self.slack, text, command, user, **more)
        return self.hand_over("slash_commands", body, urlencode(body), FORM)

    def wake(self, user: str = "dee") -> None:
        """Have what is owed set out at once, as whatever comes from Slack does."""
        self.command("help", "/baton", user)

    def event(self, event: Json, event_id: str = "", **headers: str) -> Answered:
        body = event_body(event, event_id or f"Ev{time.time_ns()}")
        return self.hand_over("events_api", body, json.dumps(body), "application/json", **headers)

    def interaction(self, payload: Json) -> Answered:
        return self.hand_over("interactive", payload, urlencode({"payload": json.dumps(payload)}), FORM)

    def hand_over(self, kind: str, payload: Json, body: str, content_type: str, **headers: str) -> Answered:
        """Hand a payload over as Slack does: in a signed request, or in an envelope over the socket."""
        if not self.by_socket:
            return self.signed(body, content_type, **headers)
        envelope = f"envelope-{time.time_ns()}"
        answered = Answered(200, json.dumps(self.slack.send(payload, kind, envelope)))
        self.answered.append(answered)
        return answered

    def faults(self) -> list[str]:
        """Return what Slack would say no to in all that Baton sent and answered."""
        found = [fault for call in self.slack.calls for fault in _faults(call.body, call.method)]
        return found + [
            fault for each in self.answered if each.text.startswith("{") for fault in _faults(each.json, "")
        ]


def _faults(body: Json, method: str) -> list[str]:
    view = body.get("view")
    if isinstance(view, dict):
        return faults_of_view(view)
    is_message = "blocks" in body or method in {"respond", "chat.postMessage", "chat.postEphemeral", "chat.update"}
    return faults_of_message(body) if is_message else []


def signature(body: str, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Return the headers by which Slack signs a body. https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def command_body(slack: FakeSlack, text: str, command: str, user: str, **more: str) -> dict[str, str]:
    body = {"command": command, "text": text, "user_id": user, "user_name": user, "team_id": TEAM, "channel_id": "C1"}
    return {**body, "trigger_id": f"trigger.{time.time_ns()}", "response_url": slack.response_url(), **more}


def event_body(event: Json, event_id: str) -> Json:
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": event_id,
        "event_time": 1,
        "event": event,
        "authorizations": [{"user_id": BOT_USER}],
    }


@contextmanager
def slack_office(
    folder: Path,
    slack: FakeSlack,
    *,
    answer: Callable[[Turn, Desk], Message] = real_answer,
    settings: Mapping[str, Any] | None = None,
    time_passes: bool = True,
    database_url: str = "",
) -> Iterator[Office]:
    """Run Baton with the sample team as Slack users; ``settings`` replaces some of those of the app."""
    for person in PEOPLE:
        slack.add_user(person.id, person.name)
    connections = Connections(database_url, folder)
    search = Search(folder / "index", Meaning())
    desk = desk_over(connections.mine(), "team", search, NOW)
    if not desk.guide.position().revision:
        fill(desk, "slack", person_id)
    began, clock = time.monotonic(), Clock()

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        # The day is that of the sample; the seconds pass, so that what was put off becomes due.
        now = clock.now + timedelta(seconds=time.monotonic() - began if time_passes else 0)
        yield desk_over(connections.mine(), "team", search, now)

    given = {"bot_token": TOKEN, "signing_secret": SECRET, "api_url": slack.api_url, **(settings or {})}
    app = web.Application()
    serve_slack(app, answer, SlackSettings(**given), open_desk, folder, "Europe/London", UNHURRIED)
    with in_thread(app) as (port, _loop):
        yield Office(port, slack, connections, search, "app_token" in given, clock)
    connections.close()


def person_id(user: str) -> str:
    return f"slack:{TEAM}:{user}"
