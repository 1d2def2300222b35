"""Sheets on the command line: `baton import guide FILE`, `baton export tips FILE`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from bot.conversations.tip_posting import show_as_it_is
from bot.desk import Desk
from bot.files import written_whole
from bot.terminal.meanings import show_bringing_in
from bot.terminal.render import clean
from bot.turn import Person
from knowledge.refusal import Refusal
from knowledge.sheet.compare import Decision, Kind
from knowledge.sheet.formats import format_of, read_sheet, written
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.plan import Pair, Plan, Store, bring_in, plan
from knowledge.sheet.row import Watch
from knowledge.sheet.subject import Subject, Thing
from knowledge.sheet.tips import TIPS

SHOWN = 10  # of each kind
LONGEST_SHOWN = 70  # characters of a question

_KINDS: dict[Kind, str] = {
    "add": "new",
    "update": "changed",
    "draft": "kept as drafts, for a curator to settle",
    "unchanged": "there already",
    "left": "left as the team has them now",
    "repeated": "in the sheet already, taken once",
}
_LISTED: tuple[Kind, ...] = ("add", "update", "draft", "left", "repeated")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Thing]):
    """What a sheet can be brought into and written from.

    ``name`` is the word on the command line; ``one`` and ``many`` are what is on it, and ``whole`` is all of them.
    ``show_as_it_is`` has what was posted of a thing say what it says now.
    """

    name: str
    one: str
    many: str
    whole: str
    of: Subject[Thing]
    store: Callable[[Desk], Store[Thing]]
    show_as_it_is: Callable[[Thing, Desk], None] | None = None


GUIDE_SHELF = Shelf("guide", "entry", "entries", "the guide", GUIDE, lambda desk: desk.guide)
TIP_SHELF = Shelf("tips", "tip", "tips", "the tips", TIPS, lambda desk: desk.tips, show_as_it_is)
SHELVES: tuple[Shelf[Any], ...] = (GUIDE_SHELF, TIP_SHELF)


def import_sheet(
    shelf: Shelf[Thing], file: Path, desk: Desk, person: Person, *, dry_run: bool, console: Console
) -> str:
    """Bring a sheet in, all of it or nothing, and return what was done; or what would be.

    Raises:
        Refusal: the sheet cannot be imported; nothing was written.
    """
    with _progress(console) as watching:
        sheet = read_sheet(file, watching("Reading", None), shelf.of)
        watch = watching("Importing", len(sheet.rows))
        if dry_run:
            planned = plan(sheet, file.name, shelf.store(desk), shelf.of, desk.people.name_of, watch)
        else:
            store, name_of = shelf.store(desk), desk.people.name_of
            with desk.together() if shelf.show_as_it_is else nullcontext():
                planned = bring_in(sheet, file.name, store, shelf.of, person.id, desk.now, name_of, watch)
                for each in planned.of_kind("update"):
                    if shelf.show_as_it_is and each.entry:
                        shelf.show_as_it_is(each.entry, desk)
    return report(planned, shelf, dry_run=dry_run)


def export_sheet(shelf: Shelf[Thing], file: Path, desk: Desk) -> str:
    """Write everything on a shelf, in whatever state, to a file, and return what was done.

    Raises:
        Refusal: it cannot be written; a file that was there is as it was.
    """
    format_of(file)
    things = list(shelf.store(desk).all())
    data = written(things, file, shelf.of, cache(desk.people.name_of))
    try:
        with written_whole(file) as unfinished:
            unfinished.write_bytes(data)
    except OSError as error:
        raise Refusal(f"{file} cannot be written: {error.strerror}.") from error
    return f"Wrote {_count(len(things), shelf.one, shelf.many)} to {file}."


def report(plan: Plan[Thing], shelf: Shelf[Thing], *, dry_run: bool) -> str:
    """Return what an import did, or would do, as lines of text: the counts, then the first rows of each kind."""
    rows = _count(len(plan.decisions), "row", "rows")
    head = (
        f"{plan.file}: {rows}. Nothing was written; an import would find"
        if dry_run
        else f"{plan.file}: {rows} imported"
    )
    counts = {kind: len(plan.of_kind(kind)) for kind in _KINDS}
    lines = [f"{head}:", *(f"{counts[kind]:>9,} {words}" for kind, words in _KINDS.items() if counts[kind])]
    lines += [f"\n{note}" for note in plan.sheet.notes]
    for kind in _LISTED:
        lines += _listed(_KINDS[kind].capitalize(), [_decided(each, plan, shelf) for each in plan.of_kind(kind)])
    lines += _listed("Nearly the same; look whether both are needed", [_said(pair, plan, shelf) for pair in plan.pairs])
    return clean("\n".join(lines))


def sheet_commands(
    at_desk: Callable[[], AbstractContextManager[tuple[Desk, Person]]],
) -> tuple[list[click.Command], list[click.Command]]:
    """Return the commands below `import` and below `export`, for whoever ``at_desk`` lets sit down."""
    return [_import_command(shelf, at_desk) for shelf in SHELVES], [
        _export_command(shelf, at_desk) for shelf in SHELVES
    ]


def _import_command(
    shelf: Shelf[Any], at_desk: Callable[[], AbstractContextManager[tuple[Desk, Person]]]
) -> click.Command:
    @click.command(
        shelf.name,
        help=f"Bring a sheet (CSV, TSV, XLSX, JSON, JSONL or Markdown) into {shelf.whole}, all of it or nothing.",
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
    def command(file: Path, *, dry_run: bool) -> None:
        with at_desk() as (desk, person):
            console = Console(stderr=True)
            click.echo(import_sheet(shelf, file, desk, person, dry_run=dry_run, console=console))
            if not dry_run:
                show_bringing_in(desk, console)

    return command


def _export_command(
    shelf: Shelf[Any], at_desk: Callable[[], AbstractContextManager[tuple[Desk, Person]]]
) -> click.Command:
    @click.command(
        shelf.name,
        help=f"Write all of {shelf.whole} to FILE; its ending says the format: CSV, TSV, XLSX, JSON, JSONL or Markdown.",
    )
    @click.argument("file", type=click.Path(path_type=Path))
    def command(file: Path) -> None:
        with at_desk() as (desk, _):
            click.echo(export_sheet(shelf, file, desk))

    return command


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str, int | None], Watch]]:
    """Give what begins the next stage of a progress bar; it shows only on a terminal and leaves nothing behind."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:

        def begin(stage: str, total: int | None) -> Watch:
            for task in progress.task_ids:
                progress.remove_task(task)
            task = progress.add_task(stage, total=total)
            return lambda rows: progress.update(task, completed=rows)

        yield begin


def _listed(title: str, lines: list[str]) -> Iterable[str]:
    if not lines:
        return []
    more = [f"  and {len(lines) - SHOWN:,} more"] if len(lines) > SHOWN else []
    return [f"\n{title}:", *(f"  {line}" for line in lines[:SHOWN]), *more]


def _decided(decision: Decision[Thing], plan: Plan[Thing], shelf: Shelf[Thing]) -> str:
    row = f"{plan.sheet.unit} {decision.row.line}: {_short(decision.row.values[shelf.of.heading])}"
    return row if decision.kind == "add" else f"{row} - {decision.reason}"


def _said(pair: Pair, plan: Plan[Thing], shelf: Shelf[Thing]) -> str:
    where = f"of {plan.sheet.unit} {pair.line}" if pair.line else f"in {shelf.whole}"
    return f"{plan.sheet.unit} {pair.row.line}: {_short(pair.row.values[shelf.of.heading])} - {_short(pair.question)} {where}"


def _short(question: str) -> str:
    return f"“{question}”" if len(question) <= LONGEST_SHOWN else f"“{question[: LONGEST_SHOWN - 1]}…”"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
