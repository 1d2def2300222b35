"""The board: everybody by skill and stage, where people wait, and how long stages take; nobody is ranked."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

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

    def spreads(self, program: str) -> list[Spread]:
        """Return how long each stage took, over all checklists and skills of a program."""
        return together(self.spreads_by_skill(program).values())

    def spreads_by_skill(self, program: str) -> dict[str, list[Spread]]:
        """Return how long each stage of each skill took, by the skills' ids, over all checklists of a program."""
        found = self._db.query(
            """select skill, stage, took / :a_day as days, count(*) as count from deeds
            join checklists on checklists.team = deeds.team and checklists.id = deeds.checklist
            where deeds.team = :team and kind = 'signed' and program = :program
            group by skill, stage, took / :a_day order by skill, stage, days""",
            {"team": self._team, "program": program, "a_day": SECONDS_A_DAY},
        )
        days: dict[str, dict[str, dict[int, int]]] = {}
        for row in found:
            stages = days.setdefault(row["skill"], {stage: {} for stage in STAGES})
            stages[row["stage"]][int(row["days"])] = row["count"]
        return {skill: [Spread(stage, stages[stage]) for stage in STAGES] for skill, stages in days.items()}


def together(spreads: Iterable[Sequence[Spread]]) -> list[Spread]:
    """Return the spreads of several skills as one for each stage."""
    days: dict[str, Counter[int]] = {stage: Counter() for stage in STAGES}
    for spread in chain.from_iterable(spreads):
        days[spread.stage].update(spread.days)
    return [Spread(stage, dict(days[stage])) for stage in STAGES]
