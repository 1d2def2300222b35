"""Messages owed to people: written with the change that caused them, delivered until they arrive."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery.fault import Fault
from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.when import from_utc_text, utc_text

# Waits to be sent; somebody is sending it; it arrived; a try did not succeed, another one will be made; nobody will
# try again; somebody called it off.
STATES = ("waiting", "sending", "sent", "failed", "given up", "cancelled")
ANSWER, NOTICE = 0, 1  # the ranks: somebody waits for an answer, so it goes before what nobody asked for
OPEN = "sent_at is null and failed_at is null"
_COLUMNS = "id, surface, about, lane, method, body, at, tries, unheard"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message on its way.

    ``method`` is what the surface has to call with ``body``; ``about`` names what it answers, ``lane`` what it must
    not overtake; ``at`` is since when it is owed. ``tries`` counts the attempts begun, this one included, and
    ``unheard`` those among them of which nobody knows the end: from the second on the message may have arrived already.
    """

    id: str
    surface: str
    about: str
    lane: str
    method: str
    body: Mapping[str, Any]
    at: datetime
    tries: int
    unheard: int


class Outbox:
    """One team's messages to one surface, each in one of :data:`STATES`."""

    def __init__(self, db: Database, team: str, surface: str) -> None:
        self._db = db
        self._keys = {"team": team, "surface": surface}

    def owe(
        self,
        about: str,
        lane: str,
        method: str,
        body: Mapping[str, Any],
        at: datetime,
        due_at: datetime | None = None,
        rank: int = ANSWER,
    ) -> str:
        """Keep a message to be sent, at once or at a later time; call it inside the transaction of what caused it."""
        id = new_id()
        self._db.execute(
            """insert into outbox
            (team, surface, id, about, lane, rank, method, body, at, due_at, tries, unheard, sent_as, fault, cause, state)
            values
            (:team, :surface, :id, :about, :lane, :rank, :method, :body, :at, :due_at, 0, 0, '', '', '', 'waiting')""",
            {
                **self._keys,
                "id": id,
                "about": about,
                "lane": lane,
                "rank": rank,
                "method": method,
                "body": json.dumps(body, ensure_ascii=False),
                "at": utc_text(at),
                "due_at": utc_text(due_at or at),
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
        """Claim messages to send now, answers first and the oldest of them; one that nobody has heard the end of is due again then.

        Of each lane it is the first one, and none while that is on its way or waits to be tried again. One that waits
        for its time, which nobody has begun to send, keeps nobody waiting.
        """
        rows = self._db.query(
            f"""update outbox set state = 'sending', tries = tries + 1, unheard = unheard + 1, due_at = :again_at
            where team = :team and surface = :surface and id in
            (select id from outbox where team = :team and surface = :surface and {OPEN} and due_at <= :now
            and not exists (select 1 from outbox earlier where earlier.team = outbox.team
            and earlier.surface = outbox.surface and earlier.lane = outbox.lane and earlier.id < outbox.id
            and earlier.sent_at is null and earlier.failed_at is null
            and (earlier.due_at <= :now or earlier.state <> 'waiting'))
            order by rank, id limit :limit)
            and {OPEN} and due_at <= :now
            returning {_COLUMNS}""",
            {**self._keys, "now": utc_text(now), "again_at": utc_text(again_at), "limit": limit},
        )
        return sorted((_owed(row) for row in rows), key=lambda owed: owed.id)

    def sent(self, id: str, sent_as: str, at: datetime) -> None:
        """Keep that a message arrived, and the surface's name for it; whoever sent it is believed."""
        self._db.execute(
            """update outbox set state = 'sent', sent_at = :at, failed_at = null, sent_as = :sent_as, fault = '', cause = '',
            body = case when method in ('tell', 'post', 'update') then body else '{}' end
            where team = :team and surface = :surface and id = :id""",
            {**self._keys, "id": id, "sent_as": sent_as, "at": utc_text(at)},
        )

    def put_off(self, owed: Owed, fault: Fault, until: datetime) -> bool:
        """Keep why a message could not be sent now, and when to try again; False if somebody else has it by now.

        To be asked to wait is no try.
        """
        return self._settle(
            owed,
            f"""state = 'failed', due_at = :at, fault = :fault, cause = :cause
            {", tries = tries - 1" if fault.cause == "busy" else ""} {", unheard = 0" if fault.is_sure else ""}""",
            {"fault": fault.error, "cause": fault.cause, "at": utc_text(until)},
        )

    def give_up(self, owed: Owed, fault: Fault, at: datetime) -> bool:
        """Keep that a message will not be tried again, and why; False if somebody else has it by now."""
        return self._settle(
            owed,
            "state = 'given up', failed_at = :at, fault = :fault, cause = :cause",
            {"fault": fault.error, "cause": fault.cause, "at": utc_text(at)},
        )

    def _settle(self, owed: Owed, change: str, values: Mapping[str, str]) -> bool:
        """Change a message for whoever is sending it: each claim counts a try, so another one's claim is seen."""
        rows = self._db.query(
            f"""update outbox set {change} where team = :team and surface = :surface and id = :id
            and state = 'sending' and tries = :tries returning id""",
            {**self._keys, "id": owed.id, "tries": owed.tries, **values},
        )
        return bool(list(rows))

    def holds_any(self) -> bool:
        """Say whether anything is still to be sent, now or later."""
        sql = f"select id from outbox where team = :team and surface = :surface and {OPEN} order by rank, id limit 1"
        return self._db.remembered(
            ("holds any", *self._keys.values()), lambda: bool(list(self._db.query(sql, self._keys)))
        )

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
            and (lane = :lane or :lane = '') and sent_at is not null and sent_as <> '' order by id desc limit 1""",
            {**self._keys, "about": about, "lane": lane},
        )
        return next((str(row["sent_as"]) for row in rows), "")

    def card_at(self, sent_as: str) -> str:
        """Return what the card that the surface calls this shows; empty if it is none of Baton's cards."""
        rows = self._db.query(
            """select about from outbox where team = :team and surface = :surface and sent_as = :sent_as
            and method = 'post' order by id limit 1""",
            {**self._keys, "sent_as": sent_as},
        )
        return next((str(row["about"]) for row in rows), "")

    def is_changing(self, card: str) -> bool:
        """Say whether a new state of a card is still to be sent to any place where it stands."""
        rows = self._db.query(
            f"""select id from outbox where team = :team and surface = :surface and about = :card
            and method = 'update' and {OPEN} order by id limit 1""",
            {**self._keys, "card": card},
        )
        return bool(list(rows))

    def owed_in(self, lane: str, after: str) -> list[Owed]:
        """Return what was owed in a lane after the message with this id, sent or not, the oldest first."""
        rows = self._db.query(
            f"""select {_COLUMNS} from outbox where team = :team and surface = :surface and lane = :lane
            and id > :after and failed_at is null order by id""",
            {**self._keys, "lane": lane, "after": after},
        )
        return [_owed(row) for row in rows]

    def waiting_in(self, lane: str) -> list[Owed]:
        """Return what of a lane nobody has begun to send, the oldest first."""
        rows = self._db.query(
            f"""select {_COLUMNS} from outbox where team = :team and surface = :surface and lane = :lane
            and {OPEN} and state = 'waiting' order by id""",
            {**self._keys, "lane": lane},
        )
        return [_owed(row) for row in rows]

    def set_due(self, id: str, at: datetime) -> None:
        """Have a message that nobody has begun to send wait until then."""
        self._db.execute(
            """update outbox set due_at = :at where team = :team and surface = :surface and id = :id
            and state = 'waiting'""",
            {**self._keys, "id": id, "at": utc_text(at)},
        )

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
        """Forget messages that arrived or failed before then. Of a card that stands somewhere, where it stands is kept."""
        done = "team = :team and surface = :surface and at < :before and (sent_at is not null or failed_at is not null)"
        values = {**self._keys, "before": utc_text(at)}
        with self._db.atomic():
            self._db.execute(
                f"delete from outbox where {done} and not (method = 'post' and sent_at is not null)", values
            )
            self._db.execute(f"update outbox set body = '{{}}' where {done} and body <> '{{}}'", values)


def _owed(row: Row) -> Owed:
    return Owed(**{**row, "body": json.loads(row["body"]), "at": from_utc_text(row["at"])})
