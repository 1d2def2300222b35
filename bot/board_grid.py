"""The board as a table for a file: everybody by skill, who waits for whom, and which version they learn by."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk import Desk
from bot.tables import Grid
from onboarding.board import BoardRow, Cell
from onboarding.program import STAGES, Program


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the board shows: of one program, with one trainer, where something waits for them; empty is everybody."""

    program: str = ""
    trainer: str = ""
    waits: bool = False

    def shows(self, row: BoardRow) -> bool:
        """Say whether somebody is among them."""
        waits = any(cell.begun and cell.waits_for == "trainer" for cell in row.cells.values())
        return self.trainer in {"", row.head.trainer} and (waits or not self.waits)


EVERYBODY = Wanted()


def board_grid(desk: Desk, program: Program, wanted: Wanted = EVERYBODY) -> Grid:
    """Return the board of a program, a row for each starter who is wanted."""
    rows = [row for row in desk.board.rows(program.id) if wanted.shows(row)]
    names = {cell.skill: cell.name for row in rows for cell in row.cells.values()}
    names = {**{skill.id: skill.name for skill in program.skills}, **names}
    people = {person.id: person.name for person in desk.people.all()}
    columns = ("Starter", "Trainer", "Buddy", "State", "First day", *names.values())
    return Grid(columns, tuple(_row(row, list(names), people) for row in rows))


def _row(row: BoardRow, skills: list[str], people: dict[str, str]) -> tuple[str, ...]:
    head = row.head
    who = (people.get(id, id) for id in (head.starter, head.trainer, head.buddy))
    return (*who, head.state, head.starts_on.isoformat(), *(_cell(row.cells.get(skill), people) for skill in skills))


def _cell(cell: Cell | None, people: dict[str, str]) -> str:
    if cell is None:
        return ""
    version = f"version {cell.version}"
    if cell.signed == len(STAGES):
        return f"passed on {cell.since.date().isoformat()} ({version}){taught(cell, people)}"
    if not cell.begun:
        return ""
    stage = STAGES[cell.signed]
    return f"{cell.signed} of {len(STAGES)}, {stage} since {cell.since.date().isoformat()}, waits for {cell.waits_for} ({version}){taught(cell, people)}"


def taught(cell: Cell, people: Mapping[str, str]) -> str:
    """Return whom somebody taught a skill, as the end of a sentence; empty where they have named nobody."""
    if not cell.taught:
        return ""
    return f", taught to {people.get(cell.taught, 'somebody')}{', who confirmed it' if cell.confirmed else ''}"
