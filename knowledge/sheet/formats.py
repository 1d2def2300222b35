"""The formats of cheat sheets, chosen by a file's ending."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from knowledge.refusal import Refusal
from knowledge.sheet import csv, json, jsonl, markdown, tsv, xlsx
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Sheet, Watch, unwatched
from knowledge.sheet.subject import Known, Subject, Thing

SIZE_LIMIT = 64 * 1024 * 1024  # bytes
SHOWN_FAULTS = 20


class Read(Protocol):
    """What reads a format."""

    def __call__(self, data: bytes, watch: Watch = ..., of: Subject[Any] = ...) -> Sheet:
        """Read a sheet; raises Refusal where it cannot be understood."""


class Write(Protocol):
    """What writes a format."""

    def __call__(self, things: Iterable[Known], of: Subject[Any] = ...) -> bytes:
        """Return the things as a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read and written."""

    read: Read
    write: Write


FORMATS = {
    ".csv": Format(csv.read, csv.write),
    ".tsv": Format(tsv.read, tsv.write),
    ".xlsx": Format(xlsx.read, xlsx.write),
    ".json": Format(json.read, json.write),
    ".jsonl": Format(jsonl.read, jsonl.write),
    ".md": Format(markdown.read, markdown.write),
    ".markdown": Format(markdown.read, markdown.write),
}


def format_of(file: Path) -> Format:
    """Return the format that a file's name says.

    Raises:
        Refusal: it says none.
    """
    format = FORMATS.get(file.suffix.lower())
    if format is None:
        raise Refusal(f"{file.name}: the name of a sheet ends in {', '.join(FORMATS)}. Save it as one of these.")
    return format


def read_sheet(file: Path, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet of which every row keeps the rules of what it is about.

    Raises:
        Refusal: the file cannot be read or understood, or rows in it are bad; the bad ones are named.
    """
    format = format_of(file)
    try:
        sheet = format.read(_bytes(file), watch, of)
    except Refusal as refusal:
        raise Refusal(f"{file.name}: {refusal.sentence} Nothing was imported.") from refusal
    if sheet.faults:
        raise Refusal(_said(file.name, sheet))
    return sheet


def written(things: Iterable[Thing], file: Path, of: Subject[Thing], name_of: Callable[[str], str] = str) -> bytes:
    """Return what to write to a file so that reading it gives these things, with people's names for their ids.

    Raises:
        Refusal: the name says no format, or the format cannot hold one of them.
    """
    return format_of(file).write((of.tidy(_with_names(thing, name_of, of)) for thing in things), of)


def _with_names(thing: Thing, name_of: Callable[[str], str], of: Subject[Thing]) -> Thing:
    values = {**thing.content(), **{name: name_of(getattr(thing, name)) for name in of.people}}
    return of.from_content(values, 0)


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise Refusal("It is not a file." if file.exists() else "There is no such file.")
        if file.stat().st_size > SIZE_LIMIT:
            raise Refusal(f"It is larger than {SIZE_LIMIT // 1024**2} MiB. Cut it into several files.")
        data = file.read_bytes()
    except OSError as error:
        raise Refusal(f"It cannot be read: {error.strerror}.") from error
    if not data.strip():
        raise Refusal("It is empty.")
    return data


def _said(name: str, sheet: Sheet) -> str:
    shown = [f"  {sheet.unit} {fault.line}: {fault.sentence}" for fault in sheet.faults[:SHOWN_FAULTS]]
    more = len(sheet.faults) - len(shown)
    count = f"{len(sheet.faults):,} rows" if len(sheet.faults) > 1 else "one row"
    rest = [f"  and {more:,} more"] if more else []
    return "\n".join([f"{name}: nothing was imported, since {count} cannot be:", *shown, *rest])
