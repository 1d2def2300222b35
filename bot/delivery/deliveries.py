"""What of the outbox people look after: what waits, what could not be delivered and why, sent again or called off."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.notices import HERE
from bot.delivery.outbox import OPEN
from knowledge.database import Database, Row
from knowledge.when import from_utc_text, utc_text

_COLUMNS = "id, surface, about, lane, method, body, state, tries, at, due_at, fault, cause"
_ANEW = "state = 'waiting', failed_at = null, tries = 0, fault = '', cause = ''"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that has not arrived.

    ``state`` is one of ``bot.delivery.outbox.STATES``, ``at`` since when it is owed, ``due_at`` when it is tried next.
    ``cause`` is one of ``bot.delivery.fault.Cause`` and ``fault`` the product's own word, both empty where nothing went wrong.
    ``title`` is that of the message, empty where it is none of Baton's own notices.
    """

    id: str
    surface: str
    about: str
    lane: str
    method: str
    state: str
    tries: int
    at: datetime
    due_at: datetime
    fault: str
    cause: str
    title: str = ""


class Deliveries:
    """One team's messages in every chat product; on the page they wait for people to look."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def given_up(self) -> list[Delivery]:
        """Return what nobody will try again, the newest first."""
        return self._where("state = 'given up'", "desc")

    def count_given_up(self) -> int:
        """Return how many messages nobody will try again."""
        rows = self._db.query(
            "select count(*) as many from outbox where team = :team and surface <> :here and state = 'given up'",
            {"team": self._team, "here": HERE},
        )
        return int(next(iter(rows))["many"])

    def under_way(self) -> list[Delivery]:
        """Return what has not arrived and still will be tried, the oldest first."""
        return self._where(OPEN, "asc")

    def one(self, id: str) -> Delivery | None:
        """Return one message, also one that was called off; None if it arrived or there is none."""
        return next(iter(self._where("sent_at is null", "asc", id)), None)

    def resend_all(self, at: datetime) -> int:
        """Have everything sent that was given up, and return how many messages that is."""
        rows = self._db.query(
            f"""update outbox set {_ANEW}, due_at = :at
            where team = :team and state = 'given up' returning id""",
            {"team": self._team, "at": utc_text(at)},
        )
        return len(list(rows))

    def resend(self, id: str, at: datetime) -> bool:
        """Have a message sent that was given up or called off; False if there is none like that."""
        return self._change(f"{_ANEW}, due_at = :at", "failed_at is not null", id, at)

    def cancel(self, id: str, at: datetime) -> bool:
        """Call off a message that nobody is sending in this moment; False if there is none like that."""
        return self._change(
            "state = 'cancelled', failed_at = :at", "state in ('waiting', 'failed', 'given up')", id, at
        )

    def _where(self, condition: str, order: str, id: str = "") -> list[Delivery]:
        rows = self._db.query(
            f"""select {_COLUMNS} from outbox where team = :team and surface <> :here and (:id = '' or id = :id)
            and {condition} order by id {order}""",
            {"team": self._team, "here": HERE, "id": id},
        )
        return [_delivery(row) for row in rows]

    def _change(self, change: str, condition: str, id: str, at: datetime) -> bool:
        rows = self._db.query(
            f"update outbox set {change} where team = :team and id = :id and {condition} returning id",
            {"team": self._team, "id": id, "at": utc_text(at)},
        )
        return bool(list(rows))


def _delivery(row: Row) -> Delivery:
    message = json.loads(row.pop("body")).get("message") or {}
    times = {"at": from_utc_text(row["at"]), "due_at": from_utc_text(row["due_at"])}
    return Delivery(**{**row, **times}, title=str(message.get("title", "")))
