"""The board: everybody by skill and stage, where people wait, and how long stages take; nobody is ranked."""

import json
from dataclasses import dataclass
from datetime import datetime

from knowledge.database import Database
from knowledge.when import from_utc_text
from onboarding.lists import ChecklistLists, Head
from onboarding.program import STAGES

SECONDS_A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill of one starter: how many stages are signed, on which version, since when the next waits, for whom.

    ``taught`` is the person to whom the starter taught it, empty while nobody is named, and ``confirmed`` whether that
    person has said what they learnt.
    """

    skill: str
    name: str
    version: int
    signed: int
    begun: bool
    since: datetime
    waits_for: str
    taught: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One starter with their skills by the skills' ids."""

    head: Head
    cells: dict[str, Cell]

    def now(self) -> Cell | None:
        """Return the skill under way: the first that was begun and is not passed."""
        return next((cell for cell in self.cells.values() if cell.begun and cell.signed < len(STAGES)), None)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many sign-offs of one stage took how many whole days, from begun to signed, pauses left out."""

    stage: str
    days: dict[int, int]

    def count(self) -> int:
        """Return of how many sign-offs this tells."""
        return sum(self.days.values())

    def median(self) -> int:
        """Return the days within which half of them were given; 0 where there is none."""
        half, so_far = self.count() / 2, 0
        for days, count in sorted(self.days.items()):
            so_far += count
            if so_far >= half:
                return days
        return 0


class Board:
    """One team's board."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self._lists = ChecklistLists(db, team)

    def rows(self, program: str) -> list[BoardRow]:
        """Return everybody whose checklist of a program was not ended, in the order they started."""
        heads = self._lists.not_ended(program)
        cells: dict[str, dict[str, Cell]] = {head.id: {} for head in heads}
        found = self._db.query(
            """select checklist, skill, ways.name as name, ways.version as version, signed, begun, since, waits_for
            from ways join checklists on checklists.team = ways.team and checklists.id = ways.checklist
            where ways.team = :team and checklists.program = :program and ended_at is null order by checklist, place""",
            {"team": self._team, "program": program},
        )
        taught = self._taught(program)
        for row in found:
            since = from_utc_text(row["since"])
            person, confirmed = taught.get((row["checklist"], row["skill"]), ("", False))
            cells[row["checklist"]][row["skill"]] = Cell(
                row["skill"],
                row["name"],
                row["version"],
                row["signed"],
                bool(row["begun"]),
                since,
                row["waits_for"],
                person,
                confirmed,
            )
        return [BoardRow(head, cells[head.id]) for head in heads]

    def _taught(self, program: str) -> dict[tuple[str, str], tuple[str, bool]]:
        """Return to whom skills were taught, by checklist and skill, and whether it was confirmed."""
        found = self._db.query(
            """select checklist, skill, kind, said from deeds
            join checklists on checklists.team = deeds.team and checklists.id = deeds.checklist
            where deeds.team = :team and checklists.program = :program and ended_at is null
            and kind in ('taught', 'confirmed', 'withdrawn', 'renewed') order by checklist, number""",
            {"team": self._team, "program": program},
        )
        taught: dict[tuple[str, str], tuple[str, bool]] = {}
        for row in found:
            way = row["checklist"], row["skill"]
            if row["kind"] == "taught":
                taught[way] = json.loads(row["said"]).get("person", ""), False
            elif row["kind"] == "confirmed":
                taught[way] = taught.get(way, ("", False))[0], True
            else:  # what was shown for the stages after it speaks for nothing now
                taught.pop(way, None)
        return taught

    def spreads(self, program: str, skill: str = "") -> list[Spread]:
        """Return how long each stage took, over all checklists of a program, of one skill or all."""
        found = self._db.query(
            """select stage, took / :a_day as days, count(*) as count from deeds
            join checklists on checklists.team = deeds.team and checklists.id = deeds.checklist
            where deeds.team = :team and kind = 'signed' and program = :program and (skill = :skill or :skill = '')
            group by stage, took / :a_day order by stage, days""",
            {"team": self._team, "program": program, "skill": skill, "a_day": SECONDS_A_DAY},
        )
        days: dict[str, dict[int, int]] = {stage: {} for stage in STAGES}
        for row in found:
            days[row["stage"]][int(row["days"])] = row["count"]
        return [Spread(stage, days[stage]) for stage in STAGES]
