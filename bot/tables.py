"""Tables as files: CSV and workbooks, for what is not a cheat sheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode

_SEPARATORS = (",", ";", "\t")
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_A_WORKBOOK = "It is not a workbook that can be read. Save it as .xlsx without a password."


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of texts under column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_csv(grid: Grid) -> bytes:
    """Return a table as CSV that a spreadsheet opens with every letter right."""
    text = io.StringIO()
    csv.writer(text).writerows([grid.columns, *grid.rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(grid: Grid) -> bytes:
    """Return a table as a workbook in which every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Baton")
    sheet.freeze_panes = "B2"
    for row in (grid.columns, *grid.rows):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"  # a text that begins with = is no formula
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def harmless(grid: Grid) -> Grid:
    """Return a table for a spreadsheet to read as CSV: nothing that people wrote is taken for a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    rows = tuple(tuple(f"'{cell}" if cell.startswith(_LIKE_FORMULA) else cell for cell in row) for row in grid.rows)
    return Grid(grid.columns, rows)


def from_csv(data: bytes) -> Grid:
    """Return the table in a CSV file, whatever sign separates its columns.

    Raises:
        Refusal: it is no text, or has no rows.
    """
    text, _ = decode(data)
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    return _grid(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def from_xlsx(data: bytes) -> Grid:
    """Return the table in the first sheet of a workbook.

    Raises:
        Refusal: it is no workbook, or has no rows.
    """
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values]
    except (InvalidFileException, KeyError, ValueError, OSError, IndexError) as error:
        raise Refusal(NOT_A_WORKBOOK) from error
    except Exception as error:
        # openpyxl raises whatever its parts raise on a damaged file, BadZipFile and ParseError among them.
        raise Refusal(NOT_A_WORKBOOK) from error
    return _grid(rows)


def _grid(rows: Iterable[Sequence[str]]) -> Grid:
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise Refusal("It has no rows.")
    columns, *others = filled
    width = len(columns)
    return Grid(columns, tuple((row + ("",) * width)[:width] for row in others))
