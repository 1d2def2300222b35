"""A table of cells with or without a row of column names above: CSV, TSV, workbooks and Markdown tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.cells import values_in
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Fault, Found, Sheet, Unit, Watch, collect, unwatched, with_notes
from knowledge.sheet.subject import LONGEST_HEADING, Subject

LOOKED_AT = 10  # how many rows from the top the column names may stand in, below a title

Line = tuple[int, Sequence[str]]
"""The line a row starts in, and its cells."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns mean, by their places; ``unknown`` are the names that mean nothing here."""

    places: Mapping[int, str]
    unknown: tuple[str, ...] = ()


def read_table(lines: Iterable[Line], watch: Watch = unwatched, unit: Unit = "line", of: Subject[Any] = GUIDE) -> Sheet:
    """Read a table whose columns are named, or that has two columns: the heading and the body.

    Raises:
        Refusal: the table as a whole cannot be understood; its text says why.
    """
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    top = list(islice(filled, LOOKED_AT))
    header, below = find_header([cells for _, cells in top], of)
    if header is None:
        header = _first_two_columns(top, of)
    sheet = collect((_found(line, cells, header, of) for line, cells in chain(top[below:], filled)), watch, unit, of)
    above = [cell for _, cells in top[: max(below - 1, 0)] if len(_filled(cells)) > 1 for cell in cells if cell.strip()]
    return with_notes(
        sheet,
        f"Not read, since Baton keeps no such thing: {_quoted(header.unknown)}." if header.unknown else "",
        f"Not read, since it stands above the column names: {_quoted(above)}." if above else "",
    )


def _quoted(cells: Iterable[str]) -> str:
    return ", ".join(f"“{' '.join(cell.split())}”" for cell in cells)


def find_header(top: Sequence[Sequence[str]], of: Subject[Any] = GUIDE) -> tuple[Header | None, int]:
    """Return the header among the first rows of a table, and how many rows it and all above it take.

    Above it only titles may stand: rows with a single cell filled, or with a few words in each (“Last update”, a date).
    """
    may_be_title = False
    for place, cells in enumerate(top):
        if len(_filled(cells)) < 2:
            continue
        header = _header(cells, of) or (None if may_be_title else _header_of_two(cells, of))
        if header:
            return header, place + 1
        if any(len(cell) > LONGEST_HEADING for cell in cells):
            break
        may_be_title = True
    return None, 0


def _header_of_two(cells: Sequence[str], of: Subject[Any]) -> Header | None:
    """Return the header of two columns of which one has a name that is known: the other one is what is left."""
    filled = _filled(cells)
    match [of.column_named(cells[place]) for place in filled if len(cells[place]) <= LONGEST_HEADING]:
        case [of.heading, None] | [None, of.body]:
            return Header(dict(zip(filled, (of.heading, of.body), strict=True)))
        case [of.body, None] | [None, of.heading]:
            return Header(dict(zip(filled, (of.body, of.heading), strict=True)))
    return None


def _header(cells: Sequence[str], of: Subject[Any]) -> Header | None:
    filled = _filled(cells)
    meant = {place: of.column_meant(cells[place]) for place in filled}
    if not {of.heading, of.body} <= set(meant.values()):
        return None
    _refuse_two_of_a_kind(cells, meant, of)
    unknown = tuple(" ".join(cells[place].split()) for place in filled if meant[place] is None)
    return Header({place: name or "" for place, name in meant.items()}, unknown)


def _refuse_two_of_a_kind(cells: Sequence[str], meant: Mapping[int, str | None], of: Subject[Any]) -> None:
    first: dict[str, str] = {}
    for place, name in meant.items():
        if name in first and name not in of.separators:
            raise Refusal(
                f"The columns “{first[name]}” and “{cells[place].strip()}” both mean {_said(name)}. Rename one."
            )
        if name is not None:
            first[name] = cells[place].strip()


def _said(name: str) -> str:
    return name.replace("_", " ")


def _first_two_columns(top: Sequence[Line], of: Subject[Any]) -> Header:
    places = next((_filled(cells) for _, cells in top if len(_filled(cells)) > 1), [])
    if top and not places:
        raise Refusal(
            f"Its rows have only one column. A sheet has at least two: the {of.heading_said}, and the {of.body}."
        )
    return Header(dict(zip(places, (of.heading, of.body), strict=False)))


def _found(line: int, cells: Sequence[str], header: Header, of: Subject[Any]) -> Found | Fault:
    if any(place not in header.places for place in _filled(cells)):
        return Fault(
            line,
            "There is text in a column that has no name. Name the columns in the first line; where a text holds the "
            "sign that separates columns, put it in quotation marks.",
        )
    named: dict[str, str] = {}
    for place, name in header.places.items():
        cell = cells[place] if place < len(cells) else ""
        # A list may have several columns: Phrasing 1, Phrasing 2.
        named[name] = f"{named[name]}\n{cell}" if named.get(name) and cell else named.get(name, "") + cell
    named.pop("", None)
    try:
        return Found(line, values_in(named, of))
    except Refusal as refusal:
        return Fault(line, refusal.sentence)


def _filled(cells: Sequence[str]) -> list[int]:
    return [place for place, cell in enumerate(cells) if cell.strip()]
