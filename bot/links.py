"""One person in two chat products: whom somebody says they are, and whether that person has agreed."""

from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


class Links:
    """One team's links. ``id`` is who somebody is in one chat product, ``person`` whom they are in another."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def ask(self, id: str, person: str, at: datetime) -> None:
        """Keep whom somebody says they are; it counts once that person agrees. A link that counts stays as it is."""
        self._db.execute(
            """insert into links (team, id, person, asked_at) values (:team, :id, :person, :at)
            on conflict (team, id) do update set person = :person, asked_at = :at where links.linked_at is null""",
            {"team": self._team, "id": id, "person": person, "at": utc_text(at)},
        )

    def agree(self, id: str, person: str, at: datetime) -> bool:
        """Keep that a person is this somebody; False if nobody said so, or it was settled before."""
        rows = self._db.query(
            """update links set linked_at = :at where team = :team and id = :id and person = :person
            and linked_at is null returning id""",
            {"team": self._team, "id": id, "person": person, "at": utc_text(at)},
        )
        return bool(list(rows))

    def refuse(self, id: str, person: str) -> None:
        """Forget that somebody said they are this person, unless the person has agreed."""
        self._db.execute(
            "delete from links where team = :team and id = :id and person = :person and linked_at is null",
            {"team": self._team, "id": id, "person": person},
        )

    def person_of(self, id: str) -> str:
        """Return whom somebody is in the other chat product; themselves where nobody agreed to more."""
        rows = self._db.query(
            "select person from links where team = :team and id = :id and linked_at is not null",
            {"team": self._team, "id": id},
        )
        return next((str(row["person"]) for row in rows), id)
