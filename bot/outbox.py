"""Messages owed to people: written with the change that caused them, delivered until they arrive."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.when import utc_text

_COLUMNS = "id, about, lane, method, body, tries, unheard"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message on its way.

    ``method`` is what the surface has to call with ``body``; ``about`` names what it answers, ``lane`` what it must
    not overtake. ``tries`` counts the attempts begun, this one included, and ``unheard`` those among them of which
    nobody knows the end: from the second on the message may have arrived already.
    """

    id: str
    about: str
    lane: str
    method: str
    body: Mapping[str, Any]
    tries: int
    unheard: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A message that could not be delivered, since when, and why."""

    id: str
    about: str
    method: str
    fault: str


class Outbox:
    """One team's messages to one surface. A row is queued, sent, or failed with the reason."""

    def __init__(self, db: Database, team: str, surface: str) -> None:
        self._db = db
        self._keys = {"team": team, "surface": surface}

    def owe(self, about: str, lane: str, method: str, body: Mapping[str, Any], at: datetime) -> str:
        """Queue a message; call it inside the transaction of the change that caused it."""
        id = new_id()
        self._db.execute(
            """insert into outbox (team, surface, id, about, lane, method, body, at, due_at, tries, unheard, sent_as, fault)
            values (:team, :surface, :id, :about, :lane, :method, :body, :at, :at, 0, 0, '', '')""",
            {
                **self._keys,
                "id": id,
                "about": about,
                "lane": lane,
                "method": method,
                "body": json.dumps(body, ensure_ascii=False),
                "at": utc_text(at),
            },
        )
        return id

    def change(self, about: str, lane: str, body: Mapping[str, Any]) -> bool:
        """Change the latest message about this in its lane while nobody has begun to send it; False if somebody has."""
        rows = self._db.query(
            """update outbox set body = :body where team = :team and surface = :surface and id =
            (select max(id) from outbox where team = :team and surface = :surface and about = :about and lane = :lane)
            and tries = 0 and sent_at is null and failed_at is null returning id""",
            {**self._keys, "about": about, "lane": lane, "body": json.dumps(body, ensure_ascii=False)},
        )
        return bool(list(rows))

    def due(self, now: datetime, again_at: datetime, limit: int) -> list[Owed]:
        """Claim the messages to send now, the oldest first; one that is neither sent nor failed is due again then.

        While one is on its way or waits to be tried again, those behind it in its lane are not due.
        """
        rows = self._db.query(
            f"""update outbox set tries = tries + 1, unheard = unheard + 1, due_at = :again_at
            where team = :team and surface = :surface and id in
            (select id from outbox where team = :team and surface = :surface
            and sent_at is null and failed_at is null and due_at <= :now and not exists
            (select 1 from outbox earlier where earlier.team = outbox.team and earlier.surface = outbox.surface
            and earlier.lane = outbox.lane and earlier.id < outbox.id
            and earlier.sent_at is null and earlier.failed_at is null and earlier.due_at > :now)
            order by id limit :limit)
            and sent_at is null and failed_at is null and due_at <= :now
            returning {_COLUMNS}""",
            {**self._keys, "now": utc_text(now), "again_at": utc_text(again_at), "limit": limit},
        )
        return sorted((_owed(row) for row in rows), key=lambda owed: owed.id)

    def sent(self, id: str, sent_as: str, at: datetime) -> None:
        """Keep that a message arrived, and the surface's name for it."""
        self._db.execute(
            """update outbox set sent_at = :at, sent_as = :sent_as, fault = '',
            body = case when method in ('tell', 'post', 'update') then body else '{}' end
            where team = :team and surface = :surface and id = :id""",
            {**self._keys, "id": id, "sent_as": sent_as, "at": utc_text(at)},
        )

    def put_off(self, id: str, fault: str, until: datetime, *, is_sure: bool = True) -> None:
        """Keep why a message could not be sent now, and when to try again; ``is_sure`` says that it did not arrive."""
        self._db.execute(
            f"""update outbox set due_at = :until, fault = :fault, unheard = {"0" if is_sure else "unheard"}
            where team = :team and surface = :surface and id = :id""",
            {**self._keys, "id": id, "fault": fault, "until": utc_text(until)},
        )

    def fail(self, id: str, fault: str, at: datetime) -> None:
        """Keep that a message will not be tried again, and why."""
        self._db.execute(
            """update outbox set failed_at = :at, fault = :fault
            where team = :team and surface = :surface and id = :id and sent_at is null""",
            {**self._keys, "id": id, "fault": fault, "at": utc_text(at)},
        )

    def resend(self, id: str, at: datetime) -> bool:
        """Queue a failed message anew; False if there is none like that."""
        rows = self._db.query(
            """update outbox set failed_at = null, fault = '', due_at = :at
            where team = :team and surface = :surface and id = :id and failed_at is not null returning id""",
            {**self._keys, "id": id, "at": utc_text(at)},
        )
        return bool(list(rows))

    def failed(self, limit: int) -> list[Failed]:
        """Return the messages that failed, the newest first."""
        rows = self._db.query(
            """select id, about, method, fault from outbox
            where team = :team and surface = :surface and failed_at is not null order by id desc limit :limit""",
            {**self._keys, "limit": limit},
        )
        return [Failed(**row) for row in rows]

    def is_about(self, about: str) -> bool:
        """Say whether something was owed for this."""
        rows = self._db.query(
            "select id from outbox where team = :team and surface = :surface and about = :about order by id limit 1",
            {**self._keys, "about": about},
        )
        return bool(list(rows))

    def sent_as(self, about: str, lane: str = "") -> str:
        """Return the surface's name for the message that answered this, or stands in this lane; empty if none arrived."""
        rows = self._db.query(
            """select sent_as from outbox where team = :team and surface = :surface and about = :about
            and (lane = :lane or :lane = '') and sent_at is not null order by id desc limit 1""",
            {**self._keys, "about": about, "lane": lane},
        )
        return next((str(row["sent_as"]) for row in rows), "")

    def card_at(self, sent_as: str) -> str:
        """Return what the card that the surface calls this shows; empty if it is none of Baton's cards."""
        rows = self._db.query(
            """select about from outbox where team = :team and surface = :surface and sent_as = :sent_as
            and method in ('tell', 'post') order by id limit 1""",
            {**self._keys, "sent_as": sent_as},
        )
        return next((str(row["about"]) for row in rows), "")

    def owed_in(self, lane: str, after: str) -> list[Owed]:
        """Return what was owed in a lane after the message with this id, sent or not, the oldest first."""
        rows = self._db.query(
            f"""select {_COLUMNS} from outbox where team = :team and surface = :surface and lane = :lane
            and id > :after and failed_at is null order by id""",
            {**self._keys, "lane": lane, "after": after},
        )
        return [_owed(row) for row in rows]

    def last_seen(self, lane: str) -> str:
        """Return the id of the newest message of a lane before the oldest that nobody has seen; empty if none is older."""
        rows = self._db.query(
            """select max(id) as id from outbox where team = :team and surface = :surface and lane = :lane
            and sent_at is not null and not exists (select 1 from outbox earlier where earlier.team = outbox.team
            and earlier.surface = outbox.surface and earlier.lane = outbox.lane and earlier.id < outbox.id
            and earlier.sent_at is null and earlier.failed_at is null)""",
            {**self._keys, "lane": lane},
        )
        return next((str(row["id"] or "") for row in rows), "")

    def forget_before(self, at: datetime) -> None:
        """Forget messages that arrived or failed before then."""
        self._db.execute(
            """delete from outbox where team = :team and surface = :surface and at < :before
            and (sent_at is not null or failed_at is not null)""",
            {**self._keys, "before": utc_text(at)},
        )


def _owed(row: Row) -> Owed:
    return Owed(
        row["id"], row["about"], row["lane"], row["method"], json.loads(row["body"]), row["tries"], row["unheard"]
    )
