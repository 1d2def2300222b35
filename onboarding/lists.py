"""Which checklists there are for whom: the starters of a trainer, what waits, and what the clock has to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from knowledge.database import Database, Row
from knowledge.when import from_utc_text, utc_text

_COLUMNS = "id, program, starter, trainer, buddy, state, starts_on, moved_at, reminded, quiet_until, welcomed_at"


@dataclass(frozen=True, slots=True)
class Head:
    """What a list says of a checklist.

    ``moved_at`` is when something last happened on it, ``reminded`` how often was reminded since, ``quiet_until`` the
    day (ISO) before which nobody is to be.
    """

    id: str
    program: str
    starter: str
    trainer: str
    buddy: str
    state: str
    starts_on: date
    moved_at: datetime
    reminded: int
    quiet_until: str
    welcomed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waits:
    """A stage that waits for somebody: which skill of whose checklist, how many stages are signed, and since when."""

    checklist: str
    starter: str
    skill: str
    name: str
    signed: int
    since: datetime
    waits_for: str


class ChecklistLists:
    """One team's checklists in lists."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def of_starter(self, person: str) -> list[Head]:
        """Return somebody's own checklists that were not ended, the newest first."""
        return self._heads("starter = :person and ended_at is null order by id desc", {"person": person})

    def of_trainer(self, person: str) -> list[Head]:
        """Return the checklists somebody is the trainer of and that are not over, the oldest first."""
        return self._heads("trainer = :person and state in ('running', 'paused') order by id", {"person": person})

    def of_buddy(self, person: str) -> list[Head]:
        """Return the checklists somebody is the buddy of and that are not over, the oldest first."""
        return self._heads("buddy = :person and state in ('running', 'paused') order by id", {"person": person})

    def open(self) -> list[Head]:
        """Return all checklists that are neither complete nor ended, the oldest first."""
        return self._heads("state in ('running', 'paused') order by id", {})

    def at_work(self) -> list[Head]:
        """Return all checklists that are running, the oldest first."""
        return self._heads("state = 'running' order by id", {})

    def not_ended(self, program: str) -> list[Head]:
        """Return the checklists of a program that were not ended, in the order they were started."""
        return self._heads("program = :program and ended_at is null order by id", {"program": program})

    def learnt_on(self, program: str, skill: str) -> list[tuple[Head, int]]:
        """Return the checklists, not ended, on which a stage of a skill is signed, each with the skill's version there."""
        rows = self._db.query(
            "select checklist, version from ways where team = :team and skill = :skill and signed > 0",
            {"team": self._team, "skill": skill},
        )
        versions = {str(row["checklist"]): int(row["version"]) for row in rows}
        return [(head, versions[head.id]) for head in self.not_ended(program) if head.id in versions]

    def to_sign(self, trainer: str, limit: int) -> list[Waits]:
        """Return the stages whose evidence is there and that wait for their trainer, the longest waiting first."""
        return self._waits("trainer = :person and waits_for = 'trainer'", trainer, limit)

    def to_confirm(self, learner: str, limit: int) -> list[Waits]:
        """Return what somebody was taught and has not confirmed, the longest waiting first."""
        return self._waits("learner = :person", learner, limit)

    def can_teach(self, skill: str) -> list[str]:
        """Return the ids of those who passed a skill up to teaching it, the first first."""
        rows = self._db.query(
            """select checklists.starter as starter from ways
            join checklists on checklists.team = ways.team and checklists.id = ways.checklist
            where ways.team = :team and ways.skill = :skill and ways.signed = 4 order by ways.since, checklists.id""",
            {"team": self._team, "skill": skill},
        )
        return list(dict.fromkeys(str(row["starter"]) for row in rows))

    def teachers(self, program: str) -> dict[str, list[str]]:
        """Return the skills of a program that people passed up to teaching them, by the people's ids."""
        rows = self._db.query(
            """select distinct checklists.starter as starter, ways.name as name, ways.place as place from ways
            join checklists on checklists.team = ways.team and checklists.id = ways.checklist
            where ways.team = :team and checklists.program = :program and ways.signed = 4
            order by checklists.starter, ways.place, ways.name""",
            {"team": self._team, "program": program},
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(str(row["starter"]), []).append(str(row["name"]))
        return {person: list(dict.fromkeys(names)) for person, names in found.items()}

    def welcome(self, id: str, at: datetime) -> bool:
        """Claim the welcome of a starter; False if somebody else has."""
        rows = self._db.query(
            """update checklists set welcomed_at = :at, moved_at = :at
            where team = :team and id = :id and welcomed_at is null returning id""",
            {"team": self._team, "id": id, "at": utc_text(at)},
        )
        return bool(list(rows))

    def remind(self, head: Head) -> bool:
        """Claim the next gentle word on a checklist on which nothing happened since it was read; False if too late."""
        rows = self._db.query(
            """update checklists set reminded = reminded + 1 where team = :team and id = :id
            and state = 'running' and reminded = :reminded and moved_at = :moved_at returning id""",
            {"team": self._team, "id": head.id, "reminded": head.reminded, "moved_at": utc_text(head.moved_at)},
        )
        return bool(list(rows))

    def say_once(self, name: str, at: datetime) -> bool:
        """Claim something the clock does once; False if it was done."""
        rows = self._db.query(
            "insert into said_once (team, name, at) values (:team, :name, :at) on conflict do nothing returning name",
            {"team": self._team, "name": name, "at": utc_text(at)},
        )
        return bool(list(rows))

    def _heads(self, where: str, params: Mapping[str, Any]) -> list[Head]:
        rows = self._db.query(
            f"select {_COLUMNS} from checklists where team = :team and {where}", {"team": self._team, **params}
        )
        return [_head(row) for row in rows]

    def _waits(self, where: str, person: str, limit: int) -> list[Waits]:
        rows = self._db.query(
            f"""select checklist, starter, skill, name, signed, since, waits_for from ways
            join checklists on checklists.team = ways.team and checklists.id = ways.checklist
            where ways.team = :team and state = 'running' and {where}
            order by since, checklist, place limit :limit""",
            {"team": self._team, "person": person, "limit": limit},
        )
        return [Waits(**{**row, "since": from_utc_text(row["since"])}) for row in rows]


def _head(row: Row) -> Head:
    welcomed_at = row["welcomed_at"]
    return Head(
        **{
            **row,
            "starts_on": date.fromisoformat(row["starts_on"]),
            "moved_at": from_utc_text(row["moved_at"]),
            "welcomed_at": from_utc_text(welcomed_at) if welcomed_at else None,
        }
    )
