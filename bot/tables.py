"""Tables as files: CSV and workbooks, for what is not a cheat sheet."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.separated import MARK, guarded, separated_lines
from knowledge.sheet.separator import said_separator
from knowledge.sheet.table import Line
from knowledge.sheet.workbook import CELL_LIMIT, is_too_long, read_pages, write_page

_SEPARATORS = (",", ";", "\t")
_WIDTH = 18  # characters


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of texts under column names. ``numbers`` are the rows' in the file they came from."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = field(default=(), compare=False)


def as_csv(grid: Grid) -> bytes:
    """Return a table as CSV in which a spreadsheet reads every letter right, and no formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(guarded, row) for row in (grid.columns, *grid.rows))
    return (MARK + text.getvalue()).encode()


def as_xlsx(grid: Grid) -> bytes:
    """Return a table as a workbook in which every cell is text.

    Raises:
        Refusal: a cell has more text than one of a workbook holds.
    """
    rows = (grid.columns, *grid.rows)
    if any(is_too_long(cell) for row in rows for cell in row):
        raise Refusal(f"There is more text in one place than a cell of a workbook holds ({CELL_LIMIT:,} characters).")
    return write_page("Baton", [_WIDTH] * len(grid.columns), rows, frozen="B2")


def from_csv(data: bytes) -> Grid:
    """Return the table in a CSV file, whatever sign separates its columns.

    Raises:
        Refusal: it is no text, no such table, or has no rows.
    """
    text, _ = decode(data)
    separator, length = said_separator(text)
    body = text[length:]
    first = body.split("\n", 1)[0]
    return _grid(separated_lines(body, separator or max(_SEPARATORS, key=first.count)))


def from_xlsx(data: bytes) -> Grid:
    """Return the table on the first page of a workbook that has rows.

    Raises:
        Refusal: it is no workbook that can be read, or has no rows.
    """
    return _grid(next(iter(read_pages(data).values())))


def _grid(lines: Iterable[Line]) -> Grid:
    filled = [(number, tuple(cells)) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise Refusal("It has no rows.")
    (_, columns), *others = filled
    width = len(columns)
    rows = tuple((row + ("",) * width)[:width] for _, row in others)
    return Grid(columns, rows, tuple(number for number, _ in others))
