"""When people want to be left in peace: their working hours, a while in which they hear nothing, and what they want to hear of."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.turn import Person
from knowledge.database import Database, Row
from knowledge.hours import MONDAY_TO_FRIDAY, Hours, next_moment
from knowledge.when import from_utc_text, utc_text

URGENT = ("situations",)  # somebody waits for these, so they come at any hour


@dataclass(frozen=True, slots=True)
class Quiet:
    """How somebody wants to be told things: in which hours, not before when, and of which kinds not at all."""

    hours: Hours
    until: datetime | None = None
    unwanted: tuple[str, ...] = ()

    def wants(self, kind: str) -> bool:
        """Say whether they want to hear of this; what has no kind everybody hears."""
        return kind not in self.unwanted

    def moment(self, at: datetime, kind: str) -> datetime:
        """Return when they may be told of this: at once, or when they are there again. Nothing is dropped."""
        if not kind:
            return at
        begin = max(at, self.until) if self.until else at
        return begin if kind in URGENT else next_moment(begin, self.hours)


class QuietTimes:
    """What one team's people have said of it; who has said nothing works from Monday to Friday, 9:00 to 17:00."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def of(self, person: Person) -> Quiet:
        """Return how a person wants to be told things, in the time zone they are in now."""
        rows = self._db.query(
            """select days, begins, ends, quiet_until, unwanted from quiet_times
            where team = :team and person = :person""",
            {"team": self._team, "person": person.id},
        )
        return next((_quiet(row, person.time_zone) for row in rows), Quiet(Hours(person.time_zone)))

    def keep(self, person: str, quiet: Quiet) -> None:
        """Keep how a person wants to be told things; their time zone is kept with the person."""
        self._db.execute(
            """insert into quiet_times (team, person, days, begins, ends, quiet_until, unwanted)
            values (:team, :person, :days, :begins, :ends, :until, :unwanted)
            on conflict (team, person) do update set
            days = :days, begins = :begins, ends = :ends, quiet_until = :until, unwanted = :unwanted""",
            {
                "team": self._team,
                "person": person,
                "days": "".join(map(str, quiet.hours.days)),
                "begins": f"{quiet.hours.start:%H:%M}",
                "ends": f"{quiet.hours.end:%H:%M}",
                "until": utc_text(quiet.until) if quiet.until else None,
                "unwanted": "\n".join(quiet.unwanted),
            },
        )


def _quiet(row: Row, zone: str) -> Quiet:
    days = tuple(int(day) for day in row["days"]) or MONDAY_TO_FRIDAY
    hours = Hours(zone, days, time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"]))
    until = from_utc_text(row["quiet_until"]) if row["quiet_until"] else None
    return Quiet(hours, until, tuple(row["unwanted"].splitlines()))
