"""The team's own settings, which a lead changes in the conversation; each change is a revision."""

from datetime import datetime

from knowledge.database import Database
from knowledge.revisions import Revision, Revisions


class Settings:
    """One team's settings, text by name; one that was never set is empty."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)

    def get(self, name: str) -> str:
        """Return a setting."""
        rows = self._db.query(
            "select value from settings where team = :team and name = :name", {"team": self._team, "name": name}
        )
        return next((str(row["value"]) for row in rows), "")

    def set(self, name: str, value: str, person: str, at: datetime) -> None:
        """Change a setting."""
        with self._db.atomic():
            number = self.revisions.take_numbers()
            self._db.execute(
                """insert into settings (team, name, value) values (:team, :name, :value)
                on conflict (team, name) do update set value = :value""",
                {"team": self._team, "name": name, "value": value},
            )
            self.revisions.record(Revision(number, "setting", name, at, person, "changed", {"value": value}))
