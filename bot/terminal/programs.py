"""Programs and the board on the command line: `baton import program FILE`, `baton export board FILE`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from bot.board_grid import board_grid
from bot.desk import Desk
from bot.files import written_whole
from bot.program_files import read_program, written_program
from bot.tables import as_csv, as_xlsx
from bot.turn import Person
from knowledge.refusal import Refusal
from onboarding.program import Program, changed_skills
from onboarding.replacing import in_its_place

AtDesk = Callable[[], AbstractContextManager[tuple[Desk, Person]]]


def import_program(file: Path, desk: Desk, person: Person) -> str:
    """Bring a program in: a new one, or the next version of the one with its id or name; return what was done.

    Raises:
        Refusal: it cannot be imported; nothing was written.
    """
    program = read_program(file)
    program, now = in_its_place(program, desk.programs)
    if now and now.content() == program.content():
        return f"{file.name}: “{now.name}” is the same already. Nothing was changed."
    kept = desk.programs.save(program, person.id, desk.now)
    changed = len(changed_skills(now, kept)) if now else len(kept.skills)
    return f"{file.name}: “{kept.name}” is at version {kept.version}; {changed} skills are new or changed."


def export_program(name: str, file: Path, desk: Desk) -> str:
    """Write a program to a file, and return what was done.

    Raises:
        Refusal: there is no such program, or the file cannot be written.
    """
    program = _named(name, desk.programs.all())
    _write(file, written_program(program, file))
    return f"Wrote “{program.name}”, version {program.version}, with {len(program.skills)} skills to {file}."


def export_board(name: str, file: Path, desk: Desk) -> str:
    """Write the board of a program to a CSV file or a workbook, and return what was done.

    Raises:
        Refusal: there is no such program, or the file cannot be written.
    """
    program = _named(name, desk.programs.in_use())
    grid = board_grid(desk, program)
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        raise Refusal("The board is written to a file that ends in .csv or .xlsx.")
    _write(file, as_xlsx(grid) if file.suffix.lower() == ".xlsx" else as_csv(grid))
    rows = len(grid.rows)
    return f"Wrote {rows} {'row' if rows == 1 else 'rows'} of “{program.name}” to {file}."


def program_commands(at_desk: AtDesk) -> tuple[list[click.Command], list[click.Command]]:
    """Return the commands of programs below `import` and below `export`."""

    @click.command("program", help="Bring a program (Markdown, JSON, YAML, CSV or XLSX) in, as its next version.")
    @click.argument("file", type=click.Path(path_type=Path))
    def bring_in(file: Path) -> None:
        with at_desk() as (desk, person):
            click.echo(import_program(file, desk, person))

    @click.command("program", help="Write a program to FILE: Markdown, JSON, YAML, CSV or XLSX by its ending.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--program", "name", default="", help="Which program, by its name; the only one if there is one.")
    def write_program(file: Path, name: str) -> None:
        with at_desk() as (desk, _):
            click.echo(export_program(name, file, desk))

    @click.command("board", help="Write who learns what and how far they are to FILE: CSV or XLSX by its ending.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--program", "name", default="", help="Which program, by its name; the only one if there is one.")
    def write_board(file: Path, name: str) -> None:
        with at_desk() as (desk, _):
            click.echo(export_board(name, file, desk))

    return [bring_in], [write_program, write_board]


def _named(name: str, programs: list[Program]) -> Program:
    found = [each for each in programs if not name or each.name.casefold() == name.casefold()]
    if len(found) != 1:
        names = ", ".join(f"“{each.name}”" for each in programs)
        raise Refusal(
            f"Say which program with --program. There are: {names}." if programs else "There is no program yet."
        )
    return found[0]


def _write(file: Path, data: bytes) -> None:
    try:
        with written_whole(file) as unfinished:
            unfinished.write_bytes(data)
    except OSError as error:
        raise Refusal(f"{file} cannot be written: {error.strerror}.") from error
