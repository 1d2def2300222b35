"""Cheat sheets as CSV, whatever sign separates the columns."""

from collections.abc import Iterable

from knowledge.entry import Entry
from knowledge.sheet.row import Sheet, Watch, unwatched
from knowledge.sheet.separated import read_separated, write_separated
from knowledge.sheet.separator import SEPARATORS


def read(data: bytes, watch: Watch = unwatched) -> Sheet:
    """Read a sheet; raises Refusal where it cannot be understood."""
    return read_separated(data, SEPARATORS, watch)


def write(entries: Iterable[Entry]) -> bytes:
    """Return the entries with commas between the columns."""
    return write_separated(entries, ",")
