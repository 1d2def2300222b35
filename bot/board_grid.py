"""The board as a table for a file: everybody by skill, who waits for whom, and which version they learn by."""

from bot.desk import Desk
from bot.tables import Grid
from onboarding.board import BoardRow, Cell
from onboarding.program import STAGES, Program


def board_grid(desk: Desk, program: Program) -> Grid:
    """Return the board of a program, a row a starter."""
    rows = desk.board.rows(program.id)
    names = {cell.skill: cell.name for row in rows for cell in row.cells.values()}
    names = {**{skill.id: skill.name for skill in program.skills}, **names}
    people = {person.id: person.name for person in desk.people.all()}
    columns = ("Starter", "Trainer", "Buddy", "State", "First day", *names.values())
    return Grid(columns, tuple(_row(row, list(names), people) for row in rows))


def _row(row: BoardRow, skills: list[str], people: dict[str, str]) -> tuple[str, ...]:
    head = row.head
    who = (people.get(id, id) for id in (head.starter, head.trainer, head.buddy))
    return (*who, head.state, head.starts_on.isoformat(), *(_cell(row.cells.get(skill)) for skill in skills))


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    version = f"version {cell.version}"
    if cell.signed == len(STAGES):
        return f"passed on {cell.since.date().isoformat()} ({version})"
    if not cell.begun:
        return ""
    stage = STAGES[cell.signed]
    return f"{cell.signed} of {len(STAGES)}, {stage} since {cell.since.date().isoformat()}, waits for {cell.waits_for} ({version})"
