"""What a chat product handed over, each thing once, however often it is handed over."""

from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class HeardBefore(Exception):
    """It had its effect already; nothing of this time is kept. ``reply`` is what went back then."""

    def __init__(self, reply: str) -> None:
        super().__init__()
        self.reply = reply


class Heard:
    """One team's record of what was handed over. Ids are the product's own: an event's, a button press's."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def reply_to(self, id: str) -> str | None:
        """Return what went back for this, or None if it is new."""
        rows = self._db.query("select reply from heard where team = :team and id = :id", {"team": self._team, "id": id})
        return next((str(row["reply"]) for row in rows), None)

    def keep(self, id: str, reply: str, at: datetime) -> None:
        """Keep that this had its effect; call it inside the transaction of the effect.

        Raises:
            HeardBefore: somebody else was faster, so the effect must not be kept a second time.
        """
        written = self._db.execute(
            "insert into heard (team, id, at, reply) values (:team, :id, :at, :reply) on conflict (team, id) do nothing",
            {"team": self._team, "id": id, "at": utc_text(at), "reply": reply},
        )
        if not written:
            raise HeardBefore(self.reply_to(id) or "")

    def forget(self, id: str) -> None:
        """Take this anew when it comes again."""
        self._db.execute("delete from heard where team = :team and id = :id", {"team": self._team, "id": id})

    def forget_before(self, at: datetime) -> None:
        """Forget what no product hands over again."""
        self._db.execute(
            "delete from heard where team = :team and at < :before", {"team": self._team, "before": utc_text(at)}
        )
