"""Workbooks as pages of cells, in and out; every cell is text."""

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
from knowledge.sheet.row import TELL_EVERY, Watch, unwatched
from knowledge.sheet.table import Line

UNPACKED_LIMIT = 256 * 1024 * 1024  # bytes: far above what ROW_LIMIT rows of the longest answers people write take
MOST_COLUMNS = 100
# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
EXCEL_ROWS = 1_048_576
CELL_LIMIT = 32_767  # UTF-16 units; openpyxl cuts off the rest without a word

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


def read_pages(data: bytes, watch: Watch = unwatched) -> dict[str, list[Line]]:
    """Return the rows of each page that is not hidden and has some; a formula counts as what it came to when saved.

    Raises:
        Refusal: it is no workbook that can be read, or has nothing in it.
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
    return pages


def is_too_long(text: str) -> bool:
    """Say whether a text is longer than a cell of a workbook holds."""
    return len(_escaped(text).encode("utf-16-le")) // 2 > CELL_LIMIT


def write_page(title: str, widths: Sequence[int], rows: Iterable[Sequence[str]], frozen: str = "A2") -> bytes:
    """Return a workbook of one page in which every cell is text, so none is taken for a formula or a number.

    ``widths`` are the columns' in characters; what is above and left of ``frozen`` stays in sight.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(title)
    page.freeze_panes = frozen
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for row in rows:
        page.append([_cell(page, _escaped(text)) if text else None for text in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _escaped(text: str) -> str:
    return _LIKE_ESCAPE.sub("_x005F_", text)


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
