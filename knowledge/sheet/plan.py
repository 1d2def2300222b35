"""What an import will do, row by row, before it does any of it; and doing it, all or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol

from knowledge.refusal import Refusal
from knowledge.revisions import Position, Revisions
from knowledge.sheet.compare import Comparison, Decision, Kind, NameOf
from knowledge.sheet.near import nearly_the_same
from knowledge.sheet.row import TELL_EVERY, Row, Sheet, Watch, unwatched
from knowledge.sheet.subject import Subject, Thing
from knowledge.store import Changed, Edit

ATTEMPTS = 3


class Store(Protocol[Thing]):
    """Where the things are that a sheet is about: the guide, the tips."""

    @property
    def revisions(self) -> Revisions:
        """Every change of them."""

    def position(self) -> Position:
        """Return how far the team's knowledge has come."""

    def all(self) -> Iterator[Thing]:
        """Give every one of every state, in the order they were added."""

    def save_all(
        self, edits: Sequence[Edit[Thing]], person: str, at: datetime, since: Position | None = None
    ) -> Sequence[Thing]:
        """Keep them as they are now, all of them or none; raises Changed when somebody was earlier."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A new row, and a heading that it nearly repeats; ``line`` is that of the other row, 0 for what was there."""

    row: Row
    question: str
    line: int


@dataclass(frozen=True, slots=True)
class Plan(Generic[Thing]):
    """What an import of a file will do."""

    file: str
    sheet: Sheet
    decisions: tuple[Decision[Thing], ...]
    pairs: tuple[Pair, ...]
    position: Position

    def edits(self) -> list[Edit[Thing]]:
        """Return the changes, in the order of the rows."""
        what = f"imported from {self.file}"
        return [Edit(each.entry, what) for each in self.decisions if each.entry]

    def of_kind(self, kind: Kind) -> list[Decision[Thing]]:
        """Return the decisions of this kind, in the order of the rows."""
        return [each for each in self.decisions if each.kind == kind]


def plan(
    sheet: Sheet,
    file: str,
    store: Store[Thing],
    of: Subject[Thing],
    name_of: NameOf = str,
    watch: Watch = unwatched,
) -> Plan[Thing]:
    """Return what importing a sheet would do; nothing is written.

    A row is of the thing with its id, or if it gives none, of the one with its heading. Only columns that the
    sheet has are compared and changed, and what the team has had before is not brought back.
    """
    position = store.position()
    things = list(store.all())
    comparison = Comparison(things, store.revisions, file, sheet.unit, name_of, of)
    decisions: list[Decision[Thing]] = []
    for count, row in enumerate(sheet.rows, 1):
        decisions.append(comparison.decide(row))
        if count % TELL_EVERY == 0:
            watch(count)
    return Plan(file, sheet, tuple(decisions), tuple(_pairs(things, decisions, of)), position)


def carry_out(plan: Plan[Thing], store: Store[Thing], person: str, at: datetime) -> None:
    """Do all of a plan.

    Raises:
        Changed: somebody changed what the team knows since it was made; nothing was written.
    """
    store.save_all(plan.edits(), person, at, since=plan.position)


def bring_in(
    sheet: Sheet,
    file: str,
    store: Store[Thing],
    of: Subject[Thing],
    person: str,
    at: datetime,
    name_of: NameOf = str,
    watch: Watch = unwatched,
) -> Plan[Thing]:
    """Plan an import and carry it out; plan again when somebody changed what the team knows in between.

    Raises:
        Refusal: somebody did so every time; nothing was written.
    """
    for _ in range(ATTEMPTS):
        planned = plan(sheet, file, store, of, name_of, watch)
        try:
            carry_out(planned, store, person, at)
        except Changed:
            continue
        return planned
    raise Refusal(f"{file}: others are changing what the team knows right now. Nothing was imported; try again.")


def _pairs(things: Sequence[Thing], decisions: Sequence[Decision[Thing]], of: Subject[Thing]) -> Iterator[Pair]:
    added = [each.row for each in decisions if each.kind == "add"]
    questions = [of.heading_of(thing) for thing in things] + [row.values[of.heading] for row in added]
    known = len(things)
    for place, near in nearly_the_same(questions, known):
        line = added[near - known].line if near >= known else 0
        yield Pair(added[place - known], questions[near], line)
