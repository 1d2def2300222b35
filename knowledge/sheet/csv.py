"""Cheat sheets as CSV, whatever sign separates the columns."""

from collections.abc import Iterable
from typing import Any

from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Sheet, Watch, unwatched
from knowledge.sheet.separated import read_separated, write_separated
from knowledge.sheet.separator import SEPARATORS
from knowledge.sheet.subject import Known, Subject


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet; raises Refusal where it cannot be understood."""
    return read_separated(data, SEPARATORS, watch, of)


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things with commas between the columns."""
    return write_separated(things, ",", of)
