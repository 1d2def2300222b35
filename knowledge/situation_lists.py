"""The situations' lists: what is open, what is due, what a month brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.database import Database
from knowledge.situation import Situation
from knowledge.situation_rows import COLUMNS, situation_of
from knowledge.when import utc_text

_ORDER = {
    "urgency": "bucket, brought_at, id",
    "newest": "id desc",
    "ended": "ended_at desc, id desc",
}


@dataclass(frozen=True, slots=True)
class Month:
    """What a month brought: how many situations came in, became the team's answer, ended otherwise, are open still.

    ``contained`` counts the incidents after which nothing changes. ``helped`` holds who answered, those whose answers
    were chosen most first, and ``became`` the entries, the newest first.
    """

    came: int
    settled: int
    contained: int
    ended: int
    open: int
    helped: tuple[str, ...]
    became: tuple[str, ...]


class SituationLists:
    """One team's lists of situations."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def queue(self, limit: int, skip: int = 0) -> list[Situation]:
        """Return what is open: what matters most first, then the oldest."""
        return self._those("state in ('asked', 'closed')", {}, "urgency", limit, skip)

    def ended(self, limit: int, skip: int = 0) -> list[Situation]:
        """Return what is over, the last first."""
        which = "state in ('settled', 'duplicate', 'contained', 'not for the guide')"
        return self._those(which, {}, "ended", limit, skip)

    def of(self, person: str, limit: int, skip: int = 0) -> list[Situation]:
        """Return what a person brought, drafts among it, the newest first."""
        return self._those("brought_by = :person", {"person": person}, "newest", limit, skip)

    def on_topic(self, topic: str, limit: int) -> list[Situation]:
        """Return what is open on a topic: what matters most first."""
        return self._those("state in ('asked', 'closed') and topic = :topic", {"topic": topic}, "urgency", limit, 0)

    def times_up(self, now: datetime, limit: int) -> list[Situation]:
        """Return the rounds whose time is up and which are still open."""
        return self._those("state = 'asked' and closes_at <= :now", {"now": utc_text(now)}, "urgency", limit, 0)

    def to_nudge(self, now: datetime, limit: int) -> list[Situation]:
        """Claim the rounds whose people of the topic are to be asked once."""
        return self._claimed("nudged_at", "state = 'asked' and nudge_at <= :now", now, limit)

    def to_retell(self, now: datetime, limit: int) -> list[Situation]:
        """Claim the open rounds that have less time left than their card says; :meth:`retell` has them come again."""
        rows = self._db.query(
            """update situations set retell_at = null where team = :team and state = 'asked' and retell_at <= :now
            and id in (select id from situations where team = :team and state = 'asked' and retell_at <= :now
            order by bucket, id limit :limit) returning id""",
            {"team": self._team, "now": utc_text(now), "limit": limit},
        )
        return self._these(str(row["id"]) for row in rows)

    def retell(self, id: str, at: datetime) -> None:
        """Keep when an open round has less time left than its card says."""
        self._db.execute(
            "update situations set retell_at = :at where team = :team and id = :id and state = 'asked'",
            {"team": self._team, "id": id, "at": utc_text(at)},
        )

    def to_remind(self, now: datetime, limit: int) -> list[Situation]:
        """Claim what has waited for the bucket's time since its round closed, so that somebody is reminded once."""
        return self._claimed("reminded_at", "state = 'closed' and remind_at <= :now", now, limit)

    def claim_month(self, month: str, now: datetime) -> bool:
        """Claim the team's note about a month ("2026-04"); False if it was written already."""
        rows = self._db.query(
            """insert into situation_notes (team, month, at) values (:team, :month, :at)
            on conflict (team, month) do nothing returning month""",
            {"team": self._team, "month": month, "at": utc_text(now)},
        )
        return bool(list(rows))

    def month(self, start: datetime, end: datetime) -> Month:
        """Return what came between two times, the second one excluded."""
        params = {"team": self._team, "start": utc_text(start), "end": utc_text(end)}
        (counts,) = self._db.query(
            """select
            coalesce(sum(case when brought_at >= :start and brought_at < :end then 1 else 0 end), 0) as came,
            coalesce(sum(case when state = 'settled' and ended_at >= :start and ended_at < :end then 1 else 0 end), 0)
                as settled,
            coalesce(sum(case when state = 'contained' and ended_at >= :start and ended_at < :end then 1 else 0 end), 0)
                as contained,
            coalesce(sum(case when state in ('duplicate', 'not for the guide')
                and ended_at >= :start and ended_at < :end then 1 else 0 end), 0) as ended,
            coalesce(sum(case when state in ('asked', 'closed') then 1 else 0 end), 0) as open
            from situations where team = :team and closes_at is not null""",
            params,
        )
        helped = self._db.query(
            """select person from situation_answers where team = :team and gone_at is null and anonymous = 0
            and at >= :start and at < :end group by person
            order by sum(case when chosen_at is null then 0 else 1 end) desc, count(*) desc, person""",
            params,
        )
        became = self._db.query(
            """select became from situations where team = :team and state = 'settled'
            and ended_at >= :start and ended_at < :end group by became order by max(ended_at) desc, became""",
            params,
        )
        return Month(
            **{name: int(counts[name]) for name in ("came", "settled", "contained", "ended", "open")},
            helped=tuple(str(row["person"]) for row in helped),
            became=tuple(str(row["became"]) for row in became),
        )

    def _claimed(self, column: str, which: str, now: datetime, limit: int) -> list[Situation]:
        rows = self._db.query(
            f"""update situations set {column} = :now where team = :team and {column} is null and id in
            (select id from situations where team = :team and {column} is null and {which}
            order by bucket, id limit :limit) and {column} is null and {which} returning id""",
            {"team": self._team, "now": utc_text(now), "limit": limit},
        )
        return self._these(str(row["id"]) for row in rows)

    def _these(self, ids: Iterable[str]) -> list[Situation]:
        return [each for each in (self._one(id) for id in sorted(ids)) if each]

    def _one(self, id: str) -> Situation | None:
        return next(iter(self._those("id = :id", {"id": id}, "newest", 1, 0)), None)

    def _those(self, which: str, params: dict[str, Any], order: str, limit: int, skip: int) -> list[Situation]:
        rows = self._db.query(
            f"""select {COLUMNS} from situations where team = :team and {which}
            order by {_ORDER[order]} limit :limit offset :skip""",
            {"team": self._team, "limit": limit, "skip": skip, **params},
        )
        return [situation_of(row) for row in rows]
