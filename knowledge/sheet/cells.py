"""What stands in one cell of a sheet, and the value of an entry that it means."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.refusal import Refusal, refuse
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.subject import Known, Subject

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)([ T]\d\d:\d\d.*)?")
_NUMBER = re.compile(r"(\d{1,9})(\.0*)?")


def values_in(cells: Mapping[str, str], of: Subject[Any] = GUIDE) -> dict[str, Any]:
    """Return what the cells of one row mean, by column.

    Raises:
        Refusal: with a sentence for each cell that cannot be understood.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, cell in cells.items():
        text = cell.strip()
        if not text and name in of.never_empty:
            continue
        try:
            values[name] = _value(name, text, of)
        except Refusal as refusal:
            wrong[name] = refusal.sentence
    refuse(wrong)
    return values


def cells_of(thing: Known, of: Subject[Any] = GUIDE) -> dict[str, str]:
    """Return a thing as the text of its cells, in the order of the columns."""
    return {name: _cell(name, getattr(thing, name), of) for name in of.columns}


def read_date(text: str) -> date:
    """Return the date that a text says.

    Raises:
        Refusal: it is not a date, or not written year first.
    """
    try:
        if found := _DATE.fullmatch(text):
            return date.fromisoformat(found[1])
    except ValueError:
        pass  # the thirtieth of February
    raise Refusal(f"“{text[:40]}” is not a date; write it as in 2026-05-04.")


# A list stands in a cell one item a line. A cell of one line may separate its items by the column's separators
# instead; inside an item they then have a backslash before them.
def _value(name: str, text: str, of: Subject[Any]) -> Any:
    if name in of.separators:
        return _items(text, of.separators[name])
    if name in of.dates:
        return read_date(text) if text else None
    if name in of.numbers:
        found = _NUMBER.fullmatch(text)
        if not found:
            label = name.replace("_", " ").capitalize()
            raise Refusal(f"{label} is {of.numbers[name]}, not “{text[:40]}”.")
        return int(found[1])
    return text.lower() if name in of.lower_case else text


def _items(text: str, separators: str) -> tuple[str, ...]:
    if "\n" in text or "\r" in text:
        return tuple(text.splitlines())
    items = re.findall(rf"(?:\\[\\{separators}]|[^{separators}])+", text)
    return tuple(re.sub(rf"\\([\\{separators}])", r"\1", item) for item in items)


def _cell(name: str, value: Any, of: Subject[Any]) -> str:
    if name in of.separators:
        one_line = len(value) == 1
        return re.sub(rf"[\\{of.separators[name]}]", r"\\\g<0>", value[0]) if one_line else "\n".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or (name in of.numbers and not value) else str(value)
