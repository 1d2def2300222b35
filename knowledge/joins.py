"""Who else has met a situation ("me too"), who wants to hear what comes of it, and what keeps coming back."""

from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class Joins:
    """One team's "me too"s."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def join(self, situation: str, person: str, at: datetime) -> bool:
        """Count that somebody else has met an open situation; False if it is over, or they brought or joined it."""
        with self._db.atomic():
            held = self._db.query(
                """update situations set version = version + 1 where team = :team and id = :id
                and state in ('asked', 'closed') and brought_by <> :person returning id""",
                {"team": self._team, "id": situation, "person": person},
            )
            if not list(held):
                return False
            rows = self._db.query(
                """insert into situation_joins (team, situation, person, at) values (:team, :situation, :person, :at)
                on conflict (team, situation, person) do nothing returning person""",
                {"team": self._team, "situation": situation, "person": person, "at": utc_text(at)},
            )
            return bool(list(rows))

    def of(self, situation: str) -> list[str]:
        """Return who said "me too", the first one first."""
        rows = self._db.query(
            """select person from situation_joins where team = :team and situation = :situation order by at, person""",
            {"team": self._team, "situation": situation},
        )
        return [str(row["person"]) for row in rows]

    def concerned(self, situation: str) -> list[str]:
        """Return everybody who hears what came of a situation: who brought it, joined it, or answered."""
        rows = self._db.query(
            """select brought_by as person from situations where team = :team and id = :situation
            union select person from situation_joins where team = :team and situation = :situation
            union select person from situation_answers
            where team = :team and situation = :situation and gone_at is null order by person""",
            {"team": self._team, "situation": situation},
        )
        return [str(row["person"]) for row in rows]

    def reported(self, situation: str, since: datetime) -> int:
        """Return how many people have met it since then: in it, in what it repeats, and in what repeats it."""
        rows = self._db.query(
            """with same as (select id from situations where team = :team and state <> 'draft' and (id = :situation
                or (became = :situation and state = 'duplicate')
                or id in (select became from situations where team = :team and id = :situation and state = 'duplicate'))
            )
            select count(distinct person) as people from (
                select brought_by as person from situations
                where team = :team and brought_at >= :since and id in (select id from same)
                union select person from situation_joins
                where team = :team and at >= :since and situation in (select id from same)) as met""",
            {"team": self._team, "situation": situation, "since": utc_text(since)},
        )
        return int(next(iter(rows))["people"])

    def note_repeat(self, situation: str, since: datetime, at: datetime) -> bool:
        """Claim telling the team that a situation keeps coming back; False if they were told since then."""
        rows = self._db.query(
            """update situations set repeated_at = :at where team = :team and id = :situation
            and (repeated_at is null or repeated_at < :since) returning id""",
            {"team": self._team, "situation": situation, "since": utc_text(since), "at": utc_text(at)},
        )
        return bool(list(rows))
