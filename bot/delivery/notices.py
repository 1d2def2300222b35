"""What Baton says without having been asked: to one person, or to the team as a card that stays true.

It is written with the change that causes it and delivered by the courier of the surface it is for. The page and the
terminal have no courier: what is for their people waits until they look.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.channels import Channels
from bot.delivery.outbox import NOTICE, Outbox
from bot.delivery.quiet import QuietTimes
from bot.message import Message
from bot.people import People
from bot.turn import Person
from bot.written import as_data
from knowledge.database import Database, Row
from knowledge.refusal import Refusal
from knowledge.when import utc_text

# What a notice is about, so that people can choose. One without a kind always comes.
KINDS = ("tips", "situations", "checklist", "practice", "reviews", "deliveries")

HERE = "here"  # the surface of those who are met on the page or in the terminal
WITHOUT_COURIER = ("web", "terminal", "")
TELL, POST, UPDATE = "tell", "post", "update"


class Notices:
    """One team's notices; ``now`` is when they are owed."""

    def __init__(self, db: Database, team: str, now: datetime) -> None:
        self._db = db
        self._team = team
        self._now = now
        self._people = People(db, team)
        self._channels = Channels(db, team)
        self._quiet_times = QuietTimes(db, team)

    def tell(self, person: str, message: Message, kind: str = "", about: str = "") -> None:
        """Owe a message to one person, where they are met and when they want to be told. ``about`` names what it is about.

        Whoever wants to hear nothing of this kind is not told.

        Raises:
            Refusal: there is nobody with this id.
        """
        self._bring(self._known(person), TELL, message, kind, about, {})

    def tell_when_there(self, person: Person) -> None:
        """Set when what a person has not been told yet reaches them, by the hours they keep now."""
        quiet = self._quiet_times.of(person)
        outbox = Outbox(self._db, self._team, surface_of(person))
        for owed in outbox.waiting_in(person.id):
            outbox.set_due(owed.id, quiet.moment(self._now, str(owed.body.get("kind", ""))))

    def post(self, channel: str, message: Message, card: str) -> frozenset[str]:
        """Owe a card to the team: where the channel is in each chat product, and to everybody on the page who wants it.

        ``card`` names what it shows ("situation:ID"). Where a chat product has people and no place for the channel,
        the leads there get it, who can choose one. Return the ids of those it goes to themselves.
        """
        places = self._channels.places(channel)
        for place in places:
            self._owe(place.surface, card, place.id, POST, message, {"channel": place.id, "card": card})
        chosen = {place.surface for place in places}
        reached = set()
        for person in self._people.all():
            surface = surface_of(person)
            if surface == HERE and not self._quiet_times.of(person).wants(channel):
                continue
            if surface == HERE or (surface not in chosen and person.role == "lead"):
                self._owe(surface, card, person.id, POST, message, {"person": person.id, "card": card})
                reached.add(person.id)
        return frozenset(reached)

    def give(self, person: str, message: Message, kind: str, card: str) -> None:
        """Owe a card to one person who wants it, so that it stays true there too.

        Raises:
            Refusal: there is nobody with this id.
        """
        self._bring(self._known(person), POST, message, kind, card, {"card": card})

    def delivered(self, card: str, since: datetime) -> int:
        """Return to how many people and places a card that was owed since then has been delivered."""
        rows = self._db.query(
            """select count(*) as arrived from outbox where team = :team and about = :card
            and method = 'post' and sent_at is not null and at >= :since""",
            {"team": self._team, "card": card, "since": utc_text(since)},
        )
        return int(next(iter(rows))["arrived"])

    def update(self, card: str, message: Message, own: Mapping[str, Message] = MappingProxyType({})) -> None:
        """Owe a card's new state wherever it stands; a state that has not been sent yet gives way to it.

        What was given up or called off says it too, in case a lead has it sent after all. ``own`` holds the state for
        those people, by their ids, whose own messages say more than the team's card.
        """
        standing = {}  # by place, the newest message there
        for row in self._posted(card):
            body = {**json.loads(row["body"]), **_body(own.get(row["lane"], message), {"card": card})}
            if row["failed_at"] is None:
                standing[str(row["surface"]), str(row["lane"])] = body
            else:
                self._say_instead(str(row["id"]), body)
        for (surface, lane), body in standing.items():
            if not Outbox(self._db, self._team, surface).change(card, lane, body):
                self._owe(surface, card, lane, UPDATE, own.get(lane, message), {"card": card})

    def _known(self, person: str) -> Person:
        known = self._people.person(person)
        if known is None:
            raise Refusal("There is nobody like that in the team.")
        return known

    def _bring(
        self, person: Person, method: str, message: Message, kind: str, about: str, more: Mapping[str, str]
    ) -> None:
        quiet = self._quiet_times.of(person)
        if quiet.wants(kind):
            values = {"person": person.id, "kind": kind, **more}
            self._owe(surface_of(person), about, person.id, method, message, values, quiet.moment(self._now, kind))

    def _posted(self, card: str) -> list[Row]:
        rows = self._db.query(
            """select id, surface, lane, body, failed_at from outbox where team = :team and about = :card
            and method = 'post' order by id""",
            {"team": self._team, "card": card},
        )
        return list(rows)

    def _say_instead(self, id: str, body: Mapping[str, Any]) -> None:
        self._db.execute(
            "update outbox set body = :body where team = :team and id = :id and failed_at is not null",
            {"team": self._team, "id": id, "body": json.dumps(body, ensure_ascii=False)},
        )

    def _owe(
        self,
        surface: str,
        about: str,
        lane: str,
        method: str,
        message: Message,
        more: Mapping[str, str],
        due_at: datetime | None = None,
    ) -> None:
        outbox = Outbox(self._db, self._team, surface)
        outbox.owe(about, lane, method, _body(message, more), self._now, due_at, NOTICE)


def surface_of(person: Person) -> str:
    """Return the surface whose outbox reaches a person."""
    return HERE if person.surface in WITHOUT_COURIER else person.surface


def _body(message: Message, more: Mapping[str, str]) -> dict[str, Any]:
    return {**more, "message": as_data(message)}
