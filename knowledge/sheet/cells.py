"""What stands in one cell of a sheet, and the value of an entry that it means."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.entry import LISTS, Entry
from knowledge.refusal import Refusal
from knowledge.sheet.columns import COLUMNS, NEVER_EMPTY

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)([ T]\d\d:\d\d.*)?")
_NUMBER = re.compile(r"(\d{1,9})(\.0*)?")
_LOWER_CASE = ("state", "source")

# A list stands in a cell one item a line. A cell of one line may separate its items by these instead;
# inside an item they then have a backslash before them.
_SEPARATORS = dict.fromkeys(LISTS, ";|") | {"topics": ";|,"}


def values_in(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return what the cells of one row mean, by column.

    Raises:
        Refusal: with a sentence for each cell that cannot be understood.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, cell in cells.items():
        text = cell.strip()
        if not text and name in NEVER_EMPTY:
            continue
        try:
            values[name] = _value(name, text)
        except Refusal as refusal:
            wrong[name] = refusal.sentence
    if wrong:
        raise Refusal(" ".join(wrong.values()), wrong)
    return values


def cells_of(entry: Entry) -> dict[str, str]:
    """Return an entry as the text of its cells, in the order of the columns."""
    return {name: _cell(name, getattr(entry, name)) for name in COLUMNS}


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


def _value(name: str, text: str) -> Any:
    if name in LISTS:
        return _items(text, _SEPARATORS[name])
    if name == "reviewed_at":
        return read_date(text) if text else None
    if name == "review_days":
        found = _NUMBER.fullmatch(text)
        if not found:
            raise Refusal(f"Review days is a whole number of days, not “{text[:40]}”.")
        return int(found[1])
    return text.lower() if name in _LOWER_CASE else text


def _items(text: str, separators: str) -> tuple[str, ...]:
    if "\n" in text or "\r" in text:
        return tuple(text.splitlines())
    items = re.findall(rf"(?:\\[\\{separators}]|[^{separators}])+", text)
    return tuple(re.sub(rf"\\([\\{separators}])", r"\1", item) for item in items)


def _cell(name: str, value: Any) -> str:
    if name in LISTS:
        one_line = len(value) == 1
        return re.sub(rf"[\\{_SEPARATORS[name]}]", r"\\\g<0>", value[0]) if one_line else "\n".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
