"""Cheat sheets as TSV: the columns are separated by tabs."""

from collections.abc import Iterable
from typing import Any

from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Sheet, Watch, unwatched
from knowledge.sheet.separated import read_separated, write_separated
from knowledge.sheet.subject import Known, Subject


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet; raises Refusal where it cannot be understood."""
    return read_separated(data, "\t", watch, of)


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things with tabs between the columns."""
    return write_separated(things, "\t", of)
