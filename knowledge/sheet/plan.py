"""What an import will do, row by row, before it does any of it; and doing it, all or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.revisions import Position
from knowledge.sheet.compare import Comparison, Decision, Kind, NameOf
from knowledge.sheet.near import nearly_the_same
from knowledge.sheet.row import TELL_EVERY, Row, Sheet, Watch, unwatched
from knowledge.store import Edit, Guide, Superseded

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A new row, and a question that it nearly repeats; ``line`` is that of the other row, 0 for an entry."""

    row: Row
    question: str
    line: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import of a file will do."""

    file: str
    sheet: Sheet
    decisions: tuple[Decision, ...]
    pairs: tuple[Pair, ...]
    position: Position

    def edits(self) -> list[Edit[Entry]]:
        """Return the changes of the guide, in the order of the rows."""
        what = f"imported from {self.file}"
        return [Edit(each.entry, what) for each in self.decisions if each.entry]

    def of_kind(self, kind: Kind) -> list[Decision]:
        """Return the decisions of this kind, in the order of the rows."""
        return [each for each in self.decisions if each.kind == kind]


def plan(sheet: Sheet, file: str, guide: Guide, name_of: NameOf = str, watch: Watch = unwatched) -> Plan:
    """Return what importing a sheet would do; nothing is written.

    A row is of the entry with its id, or if it gives none, of the entry with its question. Only columns that the
    sheet has are compared and changed, and what the guide has had before is not brought back.
    """
    position = guide.position()
    entries = list(guide.all())
    comparison = Comparison(entries, guide, file, sheet.unit, name_of)
    decisions: list[Decision] = []
    for count, row in enumerate(sheet.rows, 1):
        decisions.append(comparison.decide(row))
        if count % TELL_EVERY == 0:
            watch(count)
    return Plan(file, sheet, tuple(decisions), tuple(_pairs(entries, decisions)), position)


def carry_out(plan: Plan, guide: Guide, person: str, at: datetime) -> None:
    """Do all of a plan.

    Raises:
        Superseded: somebody changed the guide since it was made; nothing was written.
    """
    guide.save_all(plan.edits(), person, at, since=plan.position)


def bring_in(
    sheet: Sheet, file: str, guide: Guide, person: str, at: datetime, name_of: NameOf = str, watch: Watch = unwatched
) -> Plan:
    """Plan an import and carry it out; plan again when somebody changed the guide in between.

    Raises:
        Refusal: somebody did so every time; nothing was written.
    """
    for _ in range(ATTEMPTS):
        planned = plan(sheet, file, guide, name_of, watch)
        try:
            carry_out(planned, guide, person, at)
        except Superseded:
            continue
        return planned
    raise Refusal(f"{file}: others are changing the guide right now. Nothing was imported; try again.")


def _pairs(entries: Sequence[Entry], decisions: Sequence[Decision]) -> Iterator[Pair]:
    added = [each.row for each in decisions if each.kind == "add"]
    questions = [entry.question for entry in entries] + [row.values["question"] for row in added]
    known = len(entries)
    for place, near in nearly_the_same(questions, known):
        line = added[near - known].line if near >= known else 0
        yield Pair(added[place - known], questions[near], line)
