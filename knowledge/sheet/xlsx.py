"""Cheat sheets as workbooks."""

from collections.abc import Iterable
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.cells import cells_of
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Sheet, Watch, unwatched, with_notes
from knowledge.sheet.subject import Known, Subject
from knowledge.sheet.table import read_table
from knowledge.sheet.workbook import CELL_LIMIT, is_too_long, read_pages, write_page

_NARROW = 18  # characters


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read the first page that is not hidden and has rows; a formula counts as what it came to when it was saved.

    Raises:
        Refusal: it is no workbook that can be read, or has no cheat sheet in it.
    """
    (name, lines), *others = read_pages(data, watch).items()
    unread = ", ".join(f"“{other}”" for other, _ in others)
    note = f"Read from the page “{name}”. Not read: {unread}." if others else ""
    return with_notes(read_table(lines, unit="row", of=of), note)


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things as a workbook in which every cell is text, so none is taken for a formula or a number.

    Raises:
        Refusal: one has more text in one field than a cell holds.
    """
    rows = [_cells_that_fit(thing, of) for thing in things]  # before a page is begun that would have to be finished
    names = [name.replace("_", " ") for name in of.columns]
    return write_page(of.page, [of.wide.get(name, _NARROW) for name in of.columns], [names, *rows])


def _cells_that_fit(thing: Known, of: Subject[Any]) -> list[str]:
    cells = cells_of(thing, of)
    for name, text in cells.items():
        if is_too_long(text):
            raise Refusal(
                f"“{of.heading_of(thing)}” has more {name} than a cell of a workbook holds ({CELL_LIMIT:,} characters). "
                "Nothing was written; write to .json or .md."
            )
    return list(cells.values())
