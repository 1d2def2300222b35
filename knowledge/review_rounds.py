"""Who has been told this week which answers are due for review."""

from datetime import date, datetime

from knowledge.database import Database
from knowledge.when import utc_text


class ReviewRounds:
    """One team's rounds: one a person and week, which is named by the date of its Monday."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def had(self, week: date) -> frozenset[str]:
        """Return the ids of those who have had their round of a week."""
        rows = self._db.query(
            "select person from review_rounds where team = :team and week = :week order by person",
            {"team": self._team, "week": week.isoformat()},
        )
        return frozenset(str(row["person"]) for row in rows)

    def claim(self, person: str, week: date, at: datetime) -> bool:
        """Begin a person's round of a week; False when somebody else has."""
        rows = self._db.query(
            """insert into review_rounds (team, person, week, at) values (:team, :person, :week, :at)
            on conflict (team, person, week) do nothing returning person""",
            {"team": self._team, "person": person, "week": week.isoformat(), "at": utc_text(at)},
        )
        return bool(list(rows))
