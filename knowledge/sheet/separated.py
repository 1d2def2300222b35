"""Tables as text whose cells are separated by one sign: what CSV and TSV have in common."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.cells import cells_of
from knowledge.sheet.encoding import decode
from knowledge.sheet.row import Sheet, Watch, with_notes
from knowledge.sheet.separator import likely_separator, said_separator
from knowledge.sheet.subject import Known, Subject
from knowledge.sheet.table import Line, read_table

# Spreadsheets take a cell that begins like this for a formula, so an apostrophe goes before it; it goes before
# apostrophes too that would be taken away in reading. https://owasp.org/www-community/attacks/CSV_Injection
_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

# Excel reads UTF-8 only with this mark before it; without, it takes every letter for the machine's own encoding.
MARK = "\ufeff"


def read_separated(data: bytes, separators: str, watch: Watch, of: Subject[Any]) -> Sheet:
    """Read a table whose cells are separated by one of these signs, or by the one its first line names.

    Raises:
        Refusal: it is no text, or no such table.
    """
    text, note = decode(data)
    separator, length = said_separator(text)
    body = text[length:]
    if not separator:
        separator = separators if len(separators) == 1 and separators in body else likely_separator(body, of)
    return with_notes(read_table(separated_lines(body, separator, first=2 if length else 1), watch, of=of), note)


def write_separated(things: Iterable[Known], separator: str, of: Subject[Any]) -> bytes:
    """Return the things as a table with column names, for Excel and to be read back the same.

    Raises:
        Refusal: a cell is longer than a reader takes.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(name.replace("_", " ") for name in of.columns)
    for thing in things:
        cells = cells_of(thing, of).values()
        if max(map(len, cells)) >= csv.field_size_limit():
            raise Refusal(
                f"“{of.heading_of(thing)}” has a list too long for one cell. Nothing was written; write to .json or .md."
            )
        writer.writerow(map(guarded, cells))
    return (MARK + text.getvalue()).encode()


def guarded(cell: str) -> str:
    """Return a cell in which a spreadsheet sees no formula; :func:`separated_lines` takes the guard away again."""
    return _LIKE_FORMULA.sub(r"'\g<0>", cell, count=1) if _LIKE_FORMULA.match(cell) else cell


def separated_lines(text: str, separator: str, first: int = 1) -> Iterator[Line]:
    """Give the rows of a table whose cells are separated by this sign, with their line; ``first`` is the first one's.

    Raises:
        Refusal: a quotation mark is where none can be.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + first
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Refusal(_sentence(error, line, reader.line_num + first - 1)) from error
        if row is None:
            return
        yield line, [cell[1:] if _GUARDED.match(cell) else cell for cell in row]


def _sentence(error: csv.Error, begun: int, reached: int) -> str:
    if "unexpected end" in str(error) or "field limit" in str(error):
        return f"A text in quotation marks begins in line {begun} or below and never ends. Close it and try again."
    return (
        f"In line {reached} something follows a closing quotation mark. A quotation mark inside a text in quotation marks "
        'is written twice: "She said ""no"" to me".'
    )
