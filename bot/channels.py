"""Where the team is met as a whole: for each of its channels the place that a lead has chosen, one a chat product."""

from dataclasses import asdict, dataclass
from datetime import datetime

from knowledge.database import Database
from knowledge.when import from_utc_text, utc_text

CHANNELS = ("tips", "situations", "practice")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that several people share: in which chat product, its id there, and what people call it."""

    surface: str
    id: str
    name: str = ""


class Channels:
    """One team's channels."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def places(self, channel: str) -> list[Place]:
        """Return where a channel is, by chat product."""
        rows = self._db.query(
            "select surface, place as id, name from channels where team = :team and channel = :channel order by surface",
            {"team": self._team, "channel": channel},
        )
        return [Place(**row) for row in rows]

    def chosen(self, channel: str, place: Place) -> tuple[str, datetime] | None:
        """Return who chose a place for a channel, and when; None if it is not there."""
        rows = self._db.query(
            """select chosen_by, chosen_at from channels where team = :team and channel = :channel
            and surface = :surface and place = :id order by channel""",
            {"team": self._team, "channel": channel, "surface": place.surface, "id": place.id},
        )
        return next(((str(row["chosen_by"]), from_utc_text(row["chosen_at"])) for row in rows), None)

    def choose(self, channel: str, place: Place, by: str, at: datetime) -> None:
        """Have a channel be in this place from now on, instead of where it was in that chat product."""
        self._db.execute(
            """insert into channels (team, channel, surface, place, name, chosen_by, chosen_at)
            values (:team, :channel, :surface, :id, :name, :by, :at)
            on conflict (team, channel, surface) do update set place = :id, name = :name,
            chosen_by = :by, chosen_at = :at""",
            {"team": self._team, "channel": channel, **asdict(place), "by": by, "at": utc_text(at)},
        )

    def close(self, channel: str, surface: str) -> None:
        """Have a channel be nowhere in a chat product."""
        self._db.execute(
            "delete from channels where team = :team and channel = :channel and surface = :surface",
            {"team": self._team, "channel": channel, "surface": surface},
        )
