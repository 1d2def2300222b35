"""A Baton that runs in Teams for a test: the real application, signed activities over HTTP, and the sample team."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.conversations import answer as real_answer
from bot.database.opening import Connections
from bot.desk import Desk, desk_over
from bot.message import Message
from bot.teams.listen import PATH
from bot.teams.running import serve_teams
from bot.teams.settings import TeamsSettings
from bot.turn import Turn
from knowledge.meaning.meaning import Meaning
from knowledge.search import Search
from tests.bot.slack.fake_slack import in_thread
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, FakeTeams, Json
from tests.bot.teams.valid import faults_of_activity, faults_of_card
from tests.sample import NOW, PEOPLE, fill
from tests.told import Clock

JSON = "application/json"


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

    @property
    def card(self) -> Json:
        """Return the card that took the place of the one whose button was pressed."""
        card: Json = self.json["value"]
        return card


@dataclass
class Office:
    """The running Baton. ``desk`` opens the store it works on."""

    port: int
    teams: FakeTeams
    connections: Connections
    search: Search
    clock: Clock = field(default_factory=Clock)
    answered: list[Answered] = field(default_factory=list)

    def desk(self) -> Desk:
        return desk_over(self.connections.mine(), "team", self.search, self.clock.now)

    def post(self, body: str, **headers: str) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", PATH, body.encode(), {"Content-Type": JSON, **headers})
        response = connection.getresponse()
        answered = Answered(response.status, response.read().decode())
        connection.close()
        self.answered.append(answered)
        return answered

    def tell(self, activity: Json) -> Answered:
        """Hand over an activity as Teams does."""
        return self.post(json.dumps(activity), Authorization=f"Bearer {self.teams.token()}")

    def faults(self) -> list[str]:
        """Return what Teams would say no to in all that Baton sent and answered."""
        found = [
            fault
            for call in self.teams.made("POST activities", "PUT activities")
            for fault in faults_of_activity(call.body)
        ]
        for each in self.answered:
            if each.status == 200:
                found += [fault for card in cards_in(each.json) for fault in faults_of_card(card)]
        return found


def cards_in(content: Any) -> Iterator[Json]:
    """Give every card in what Baton answered."""
    if isinstance(content, dict):
        if content.get("type") == "AdaptiveCard":
            yield content
            return
        for value in content.values():
            yield from cards_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from cards_in(value)


@contextmanager
def teams_office(
    folder: Path,
    teams: FakeTeams,
    *,
    answer: Callable[[Turn, Desk], Message] = real_answer,
    time_passes: bool = True,
    settings: TeamsSettings | None = None,
    database_url: str = "",
) -> Iterator[Office]:
    """Run Baton with the sample team as people in Teams."""
    for person in PEOPLE:
        teams.add_member(person.id, person.name)
    connections = Connections(database_url, folder)
    search = Search(folder / "index", Meaning())
    desk = desk_over(connections.mine(), "team", search, NOW)
    if not desk.guide.position().revision:
        fill(desk, "teams", person_id)
    began, clock = time.monotonic(), Clock()

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        # The day is that of the sample; the seconds pass, so that what was put off becomes due.
        now = clock.now + timedelta(seconds=time.monotonic() - began if time_passes else 0)
        yield desk_over(connections.mine(), "team", search, now)

    app = web.Application()
    given = settings or TeamsSettings(APP, PASSWORD, TENANT)
    serve_teams(app, answer, given, open_desk, folder, "Europe/London", teams.cloud)
    with in_thread(app) as (port, _loop):
        yield Office(port, teams, connections, search, clock)
    connections.close()


def person_id(id: str) -> str:
    return f"teams:{TENANT}:{id}"
