"""Who has been told this week which answers are due for review."""

from datetime import date, datetime

from knowledge.database import Database
from knowledge.when import utc_text


class ReviewRounds:
    """One team's rounds: one a person and week, which is named by the date of its Monday."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def has_had(self, person: str, week: date) -> bool:
        """Say whether a person has had their round of a week."""
        rows = self._db.query(
            "select at from review_rounds where team = :team and person = :person and week = :week order by at",
            {"team": self._team, "person": person, "week": week.isoformat()},
        )
        return bool(list(rows))

    def claim(self, person: str, week: date, at: datetime) -> bool:
        """Begin a person's round of a week; False when somebody else has."""
        rows = self._db.query(
            """insert into review_rounds (team, person, week, at) values (:team, :person, :week, :at)
            on conflict (team, person, week) do nothing returning person""",
            {"team": self._team, "person": person, "week": week.isoformat(), "at": utc_text(at)},
        )
        return bool(list(rows))
