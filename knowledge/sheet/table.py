"""A table of cells with or without a row of column names above: CSV, TSV, workbooks and Markdown tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from knowledge.entry import LISTS
from knowledge.refusal import Refusal
from knowledge.sheet.cells import values_in
from knowledge.sheet.columns import LONGEST_HEADING, column_meant, column_named
from knowledge.sheet.row import Fault, Found, Sheet, Unit, Watch, collect, unwatched, with_notes

LOOKED_AT = 10  # how many rows from the top the column names may stand in, below a title

Line = tuple[int, Sequence[str]]
"""The line a row starts in, and its cells."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns mean, by their places; ``unknown`` are the names that mean nothing here."""

    places: Mapping[int, str]
    unknown: tuple[str, ...] = ()


def read_table(lines: Iterable[Line], watch: Watch = unwatched, unit: Unit = "line") -> Sheet:
    """Read a table whose columns are named, or that has two columns: the question and the answer.

    Raises:
        Refusal: the table as a whole cannot be understood; its text says why.
    """
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    top = list(islice(filled, LOOKED_AT))
    header, below = find_header([cells for _, cells in top])
    if header is None:
        header = _first_two_columns(top)
    sheet = collect((_found(line, cells, header) for line, cells in chain(top[below:], filled)), watch, unit)
    unread = ", ".join(f"“{name}”" for name in header.unknown)
    return with_notes(sheet, f"Not read, since Baton keeps no such thing: {unread}." if unread else "")


def find_header(top: Sequence[Sequence[str]]) -> tuple[Header | None, int]:
    """Return the header among the first rows of a table, and how many rows it and all above it take.

    Above it only titles may stand: rows with a single cell filled.
    """
    for place, cells in enumerate(top):
        if len(_filled(cells)) > 1:
            header = _header(cells)
            return header, place + 1 if header else 0
    return None, 0


def _header(cells: Sequence[str]) -> Header | None:
    filled = _filled(cells)
    # Of two columns one name is enough: the other one is what is left.
    match [column_named(cells[place]) for place in filled if len(cells[place]) <= LONGEST_HEADING]:
        case ["question", None] | [None, "answer"]:
            return Header(dict(zip(filled, ("question", "answer"), strict=True)))
        case ["answer", None] | [None, "question"]:
            return Header(dict(zip(filled, ("answer", "question"), strict=True)))
    meant = {place: column_meant(cells[place]) for place in filled}
    if not {"question", "answer"} <= set(meant.values()):
        return None
    _refuse_two_of_a_kind(cells, meant)
    unknown = tuple(" ".join(cells[place].split()) for place in filled if meant[place] is None)
    return Header({place: name or "" for place, name in meant.items()}, unknown)


def _refuse_two_of_a_kind(cells: Sequence[str], meant: Mapping[int, str | None]) -> None:
    first: dict[str, str] = {}
    for place, name in meant.items():
        if name in first and name not in LISTS:
            raise Refusal(
                f"The columns “{first[name]}” and “{cells[place].strip()}” both mean {_said(name)}. Rename one."
            )
        if name is not None:
            first[name] = cells[place].strip()


def _said(name: str) -> str:
    return name.replace("_", " ")


def _first_two_columns(top: Sequence[Line]) -> Header:
    places = next((_filled(cells) for _, cells in top if len(_filled(cells)) > 1), [])
    if top and not places:
        raise Refusal(
            "Its rows have only one column. A sheet has at least two: the question or complaint, and the answer."
        )
    return Header(dict(zip(places, ("question", "answer"), strict=False)))


def _found(line: int, cells: Sequence[str], header: Header) -> Found | Fault:
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
        return Found(line, values_in(named))
    except Refusal as refusal:
        return Fault(line, refusal.sentence)


def _filled(cells: Sequence[str]) -> list[int]:
    return [place for place, cell in enumerate(cells) if cell.strip()]
