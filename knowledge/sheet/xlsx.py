"""Cheat sheets as workbooks."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from knowledge.refusal import Refusal
from knowledge.sheet.cells import cells_of
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import TELL_EVERY, Sheet, Watch, unwatched, with_notes
from knowledge.sheet.subject import Known, Subject
from knowledge.sheet.table import Line, read_table

UNPACKED_LIMIT = 256 * 1024 * 1024  # bytes: far above what ROW_LIMIT rows of the longest answers people write take
MOST_COLUMNS = 100
# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
EXCEL_ROWS = 1_048_576
CELL_LIMIT = 32_767  # UTF-16 units; openpyxl cuts off the rest without a word

_NARROW = 18  # characters

# What XML cannot hold, or what looks like it, is written as _x and four digits (ECMA-376 part 1, 22.9.2.19);
# openpyxl leaves both ways to us.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_PROTECTED = b"\xd0\xcf\x11\xe0"  # an OLE container: a workbook with a password, or one of before 2007


class _Cell(Protocol):
    @property
    def value(self) -> Any: ...
    @property
    def data_type(self) -> str: ...


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read the first page that is not hidden and has rows; a formula counts as what it came to when it was saved.

    Raises:
        Refusal: it is no workbook that can be read, or has no cheat sheet in it.
    """
    if data.startswith(_PROTECTED):
        raise Refusal("It is a workbook with a password or of an old kind. Save it as .xlsx without a password.")
    try:
        pages = _pages(data, watch)
    except Refusal:
        raise
    except Exception as error:  # openpyxl passes on whatever a damaged file makes it stumble over
        raise Refusal(
            "It is not a workbook that can be read. Open it in Excel, save it as .xlsx and try again."
        ) from error
    if not pages:
        raise Refusal("There is nothing to import in it: none of its pages has rows.")
    (name, lines), *others = pages.items()
    unread = ", ".join(f"“{other}”" for other, _ in others)
    note = f"Read from the page “{name}”. Not read: {unread}." if others else ""
    return with_notes(read_table(lines, unit="row", of=of), note)


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things as a workbook in which every cell is text, so none is taken for a formula or a number.

    Raises:
        Refusal: one has more text in one field than a cell holds.
    """
    rows = [_cells_that_fit(thing, of) for thing in things]  # before a page is begun that would have to be finished
    book = Workbook(write_only=True)
    page = book.create_sheet(of.page)
    page.freeze_panes = "A2"
    for place, name in enumerate(of.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = of.wide.get(name, _NARROW)
    page.append([_cell(page, name.replace("_", " ")) for name in of.columns])
    for row in rows:
        page.append([_cell(page, text) if text else None for text in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _cells_that_fit(thing: Known, of: Subject[Any]) -> list[str]:
    cells = {name: _LIKE_ESCAPE.sub("_x005F_", text) for name, text in cells_of(thing, of).items()}
    for name, text in cells.items():
        if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
            raise Refusal(
                f"“{of.heading_of(thing)}” has more {name} than a cell of a workbook holds ({CELL_LIMIT:,} characters). "
                "Nothing was written; write to .json or .md."
            )
    return list(cells.values())


def _pages(data: bytes, watch: Watch) -> dict[str, list[Line]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > UNPACKED_LIMIT:
            raise Refusal(
                f"Unpacked, the workbook is larger than {UNPACKED_LIMIT // 1024**2} MiB. Cut it into several."
            )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drop-down lists and other things no cheat sheet needs
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        pages: dict[str, list[Line]] = {}
        for page in book.worksheets:
            if page.sheet_state == "visible":
                page.reset_dimensions()  # some programs write wrong ones
                lines = _filled_lines(page.iter_rows(max_col=MOST_COLUMNS), watch)
                if lines:
                    pages[page.title] = lines
        return pages


def _filled_lines(rows: Iterable[Sequence[_Cell]], watch: Watch) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        if number > EXCEL_ROWS:
            raise Refusal(f"A page has more rows than Excel knows ({EXCEL_ROWS:,}).")
        if number % TELL_EVERY == 0:
            watch(number)
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            lines.append((number, cells))
    return lines


def _text(cell: _Cell) -> str:
    """Return what a person sees in a cell; a formula that failed (#REF!) shows nothing that could be imported."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # also for text that begins with =
    cell.number_format = "@"  # and it stays text when somebody types in the cell
    return cell
