"""Texts that are too long for where they are shown or carried, kept under a short name of their own."""

import hashlib
from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class KeptTexts:
    """One team's long texts. The same text has the same name, so keeping it twice keeps it once."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def keep(self, content: str, at: datetime) -> str:
        """Keep a text and return its name."""
        id = hashlib.sha256(content.encode()).hexdigest()[:32]
        self._db.execute(
            """insert into kept_texts (team, id, content, at) values (:team, :id, :content, :at)
            on conflict (team, id) do update set at = :at""",
            {"team": self._team, "id": id, "content": content, "at": utc_text(at)},
        )
        return id

    def text(self, id: str) -> str | None:
        """Return a text by its name, or None if it is no longer kept."""
        rows = self._db.query(
            "select content from kept_texts where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((str(row["content"]) for row in rows), None)

    def forget_before(self, at: datetime) -> None:
        """Forget texts that nobody was shown since."""
        self._db.execute(
            "delete from kept_texts where team = :team and at < :before", {"team": self._team, "before": utc_text(at)}
        )
