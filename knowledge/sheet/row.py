"""What every format reads a sheet into: its rows, what is wrong with some of them, and notes on the whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from knowledge.refusal import Refusal
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.subject import Subject, with_article

ROW_LIMIT = 100_000
ID_LIMIT = 100
ID_MARKS = "-_."
TELL_EVERY = 500  # rows

Unit = Literal["line", "row"]
"""What the lines of a file are called where people look at them."""

Watch = Callable[[int], None]
"""Is told now and then how many rows have been read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row as a format found it: the line it starts in, and what it says, by the names of its columns."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the row that starts in this line cannot be imported."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that keeps the rules of what it is about; ``values`` holds, tidy, only what the sheet says."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: the rows that can be imported, the others with their faults, and notes on the whole."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    unit: Unit = "line"


def unwatched(_rows: int) -> None:
    """Be told and do nothing."""


def collect(
    found: Iterable[Found | Fault], watch: Watch = unwatched, unit: Unit = "line", of: Subject[Any] = GUIDE
) -> Sheet:
    """Hold every row that was found to the rules of what it is about.

    Raises:
        Refusal: there are too many rows, or none.
    """
    rows: list[Row] = []
    faults: list[Fault] = []
    for count, each in enumerate(found, 1):
        if count > ROW_LIMIT:
            raise Refusal(f"The sheet has more than {ROW_LIMIT:,} rows. Cut it into several files.")
        if count % TELL_EVERY == 0:
            watch(count)
        checked = each if isinstance(each, Fault) else _checked(each, of)
        if isinstance(checked, Fault):
            faults.append(checked)
        else:
            rows.append(checked)
    if not rows and not faults:
        both = f"{with_article(of.heading)} and {with_article(of.body)}"
        raise Refusal(f"There is nothing to import in it: no row with {both}.")
    faults += _repeated_ids(rows, unit)
    return Sheet(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.line)), unit=unit)


def with_notes(sheet: Sheet, *notes: str) -> Sheet:
    """Return the sheet with these notes after its own; empty ones are left out."""
    return replace(sheet, notes=(*sheet.notes, *(note for note in notes if note)))


def _checked(found: Found, of: Subject[Any]) -> Row | Fault:
    thing = of.tidy(of.make(**{"id": "", of.heading: "", of.body: "", **found.values}))
    try:
        _check_id(found.values.get("id", "x"))
        of.check(thing)
    except Refusal as refusal:
        return Fault(found.line, refusal.sentence)
    return Row(found.line, {name: getattr(thing, name) for name in found.values})


def _check_id(id: str) -> None:
    if len(id) > ID_LIMIT or not all(character.isalnum() or character in ID_MARKS for character in id):
        raise Refusal(
            f"An id is at most {ID_LIMIT} letters, digits and {' '.join(ID_MARKS)}; “{id[:ID_LIMIT]}” is not."
        )


def _repeated_ids(rows: Iterable[Row], unit: Unit) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        id = row.values.get("id")
        if id is not None and first.setdefault(id, row.line) != row.line:
            faults.append(Fault(row.line, f"The id “{id}” is already that of {unit} {first[id]}."))
    return faults
