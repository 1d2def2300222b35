"""Notes after a hard conversation: what happened, how it ended, what one thinks of it, what one takes from it."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.refusal import refuse
from knowledge.when import from_utc_text, utc_text

LONGEST = 4_000  # characters of each part
_COLUMNS = "id, person, at, situation, outcome, reflection, takeaway, shared_at, became"


@dataclass(frozen=True, slots=True)
class Reflection:
    """One person's note. ``shared`` says that the team may read it; ``became`` is the situation made of it."""

    id: str
    person: str
    at: datetime
    situation: str
    outcome: str = ""
    reflection: str = ""
    takeaway: str = ""
    shared: bool = False
    became: str = ""


def check_reflection(reflection: Reflection) -> None:
    """Hold a reflection to the rules.

    Raises:
        Refusal: with a sentence for each field that cannot stay as it is.
    """
    wrong = {
        name: f"There are {len(getattr(reflection, name)):,} characters here; {LONGEST:,} is the most."
        for name in ("situation", "outcome", "reflection", "takeaway")
        if len(getattr(reflection, name)) > LONGEST
    }
    if not reflection.situation.strip():
        wrong["situation"] = "Please say what happened."
    refuse(wrong)


class Reflections:
    """One team's reflections. A private one is its writer's alone, whoever asks."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def keep(self, reflection: Reflection) -> bool:
        """Keep a new reflection, or what its writer changed in it; False if it is somebody else's."""
        at = utc_text(reflection.at)
        rows = self._db.query(
            """insert into reflections
            (team, id, person, at, situation, outcome, reflection, takeaway, shared_at, became)
            values (:team, :id, :person, :at, :situation, :outcome, :reflection, :takeaway, :shared_at, '')
            on conflict (team, id) do update set situation = :situation, outcome = :outcome,
            reflection = :reflection, takeaway = :takeaway, shared_at = :shared_at
            where reflections.person = :person returning id""",
            {
                "team": self._team,
                "id": reflection.id,
                "person": reflection.person,
                "at": at,
                "situation": reflection.situation,
                "outcome": reflection.outcome,
                "reflection": reflection.reflection,
                "takeaway": reflection.takeaway,
                "shared_at": at if reflection.shared else None,
            },
        )
        return bool(list(rows))

    def one(self, id: str, reader: str) -> Reflection | None:
        """Return a reflection that this person may read, or None."""
        rows = self._db.query(
            f"""select {_COLUMNS} from reflections where team = :team and id = :id
            and (person = :reader or shared_at is not null)""",
            {"team": self._team, "id": id, "reader": reader},
        )
        return next(map(_reflection, rows), None)

    def readable(self, reader: str, limit: int, skip: int) -> list[Reflection]:
        """Return a person's own reflections and those shared with the team, the newest first."""
        rows = self._db.query(
            f"""select {_COLUMNS} from reflections where team = :team and (person = :reader or shared_at is not null)
            order by id desc limit :limit offset :skip""",
            {"team": self._team, "reader": reader, "limit": limit, "skip": skip},
        )
        return [_reflection(row) for row in rows]

    def note_became(self, id: str, person: str, situation: str) -> None:
        """Keep which situation a person made of their reflection."""
        self._db.execute(
            "update reflections set became = :situation where team = :team and id = :id and person = :person",
            {"team": self._team, "id": id, "person": person, "situation": situation},
        )


def _reflection(row: Row) -> Reflection:
    return Reflection(
        id=row["id"],
        person=row["person"],
        at=from_utc_text(row["at"]),
        situation=row["situation"],
        outcome=row["outcome"],
        reflection=row["reflection"],
        takeaway=row["takeaway"],
        shared=row["shared_at"] is not None,
        became=row["became"],
    )
