"""Whom to ask about a topic: those named for it, those who stand behind its entries, and those who helped before."""

from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class Helpers:
    """One team's people of a topic."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def of(self, topic: str) -> list[str]:
        """Return the people of a topic, those whose answers were chosen and voted for most first."""
        if not topic:
            return []
        rows = self._db.query(
            """select person, sum(chosen) as chosen, sum(votes) as votes, sum(named) as named from (
                select situation_answers.person as person,
                case when situation_answers.chosen_at is null then 0 else 1 end as chosen,
                (select count(*) from situation_votes where situation_votes.team = situation_answers.team
                    and situation_votes.answer = situation_answers.id) as votes, 0 as named
                from situation_answers join situations on situations.team = situation_answers.team
                    and situations.id = situation_answers.situation
                where situation_answers.team = :team and situations.topic = :topic
                    and situation_answers.gone_at is null
                union all select person, 0 as chosen, 0 as votes, 1 as named from topic_people
                where team = :team and topic = :topic
                union all select entries.owner as person, 0 as chosen, 0 as votes, 0 as named from entry_topics
                join entries on entries.team = entry_topics.team and entries.id = entry_topics.entry
                where entry_topics.team = :team and entry_topics.topic = :topic
                    and entries.state = 'published' and entries.owner <> '') as people
            group by person order by sum(chosen) desc, sum(votes) desc, sum(named) desc, person""",
            {"team": self._team, "topic": topic},
        )
        return [str(row["person"]) for row in rows]

    def named(self, topic: str) -> list[str]:
        """Return who was named as the person to go to about a topic, the first one first."""
        rows = self._db.query(
            "select person from topic_people where team = :team and topic = :topic order by at, person",
            {"team": self._team, "topic": topic},
        )
        return [str(row["person"]) for row in rows]

    def name(self, topic: str, person: str, by: str, at: datetime) -> bool:
        """Name somebody as a person to go to about a topic; False if they are already."""
        rows = self._db.query(
            """insert into topic_people (team, topic, person, at, named_by) values (:team, :topic, :person, :at, :by)
            on conflict (team, topic, person) do nothing returning person""",
            {"team": self._team, "topic": topic, "person": person, "at": utc_text(at), "by": by},
        )
        return bool(list(rows))
