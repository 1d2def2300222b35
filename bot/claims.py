"""What is done once, whoever comes first: each thing by its name and the period it is done once in."""

from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class Claims:
    """One team's claims. Claim inside the transaction of what is done: it is taken back together with that."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def first(self, name: str, period: str, at: datetime) -> bool:
        """Claim something; False if it was claimed before, also by another process."""
        rows = self._db.query(
            """insert into claims (team, name, period, at) values (:team, :name, :period, :at)
            on conflict (team, name, period) do nothing returning name""",
            {"team": self._team, "name": name, "period": period, "at": utc_text(at)},
        )
        return bool(list(rows))

    def free(self, name: str, period: str) -> None:
        """Let something be claimed anew."""
        self._db.execute(
            "delete from claims where team = :team and name = :name and period = :period",
            {"team": self._team, "name": name, "period": period},
        )
