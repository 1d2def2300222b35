"""Which sign separates the columns of a text: tab, semicolon or comma."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.subject import Subject
from knowledge.sheet.table import find_header

SEPARATORS = "\t;,"
_LOOKED_AT = 200  # rows

# Excel's own way of saying it, in a first line of its own: sep=;
_SAID = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def said_separator(text: str) -> tuple[str, int]:
    """Return the separator that the first line of a text names, and the length of that line; ("", 0) if it does not."""
    said = _SAID.match(text)
    return (said[1], said.end()) if said else ("", 0)


def likely_separator(text: str, of: Subject[Any]) -> str:
    """Return the separator under which a text is most like a cheat sheet.

    That is the one whose first row are column names; else the one that gives most rows the same columns;
    else the one that stands between words without the space that follows a comma or semicolon of a sentence.
    """
    return max(SEPARATORS, key=lambda separator: _likeness(text, separator, of))


def _likeness(text: str, separator: str, of: Subject[Any]) -> tuple[bool, float, float]:
    rows = _rows(text, separator)
    widths = Counter(sum(bool(cell.strip()) for cell in row) for row in rows)
    alike = max((count for width, count in widths.items() if width > 1), default=0)
    start = text[:100_000]
    between_words = len(re.findall(rf"{separator}(?!\s)", start)) / max(1, start.count(separator))
    return _has_names(rows, of), alike / max(1, len(rows)), between_words


def _rows(text: str, separator: str) -> Sequence[Sequence[str]]:
    rows: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
        rows += islice((row for row in reader if any(row)), _LOOKED_AT)
    except csv.Error:
        return rows  # under this separator a text in quotation marks seems never to end
    return rows


def _has_names(rows: Sequence[Sequence[str]], of: Subject[Any]) -> bool:
    try:
        header, _ = find_header(rows[:_LOOKED_AT], of)
    except Refusal:
        return True  # names, if with one too many
    return header is not None
