"""One row as a JSON object: which names it may have, and of which type each must be."""

from collections.abc import Iterable
from typing import Any

from knowledge.entry import LISTS, Entry
from knowledge.refusal import Refusal
from knowledge.sheet.cells import read_date
from knowledge.sheet.columns import COLUMNS, NEVER_EMPTY

# What Python's reader says no to although it is JSON.
TOO_MUCH = "nested too deeply, or a number in it is too long"


def values_in(row: object) -> dict[str, Any]:
    """Return what a JSON value says about an entry, by column; null and the empty text say that there is nothing.

    Raises:
        Refusal: with a sentence for each name whose value is of a wrong type.
    """
    if not isinstance(row, dict):
        raise Refusal("A row is an object: {“question”: …, “answer”: …}.")
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in COLUMNS:
        if name not in row or (row[name] in (None, "") and name in NEVER_EMPTY):
            continue
        try:
            values[name] = _value(name, row[name])
        except Refusal as refusal:
            wrong[name] = refusal.sentence
    if wrong:
        raise Refusal(" ".join(wrong.values()), wrong)
    return values


def object_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object."""
    content = entry.content()
    return {name: content[name] for name in COLUMNS}


def note_of_unknown(rows: Iterable[object]) -> str:
    """Return a note on the names in these rows that mean nothing here, empty if there are none."""
    known = set(COLUMNS)
    unknown = sorted({name for row in rows if isinstance(row, dict) for name in row.keys() - known})
    return (
        f"Not read, since Baton keeps no such thing: {', '.join(f'“{name}”' for name in unknown)}." if unknown else ""
    )


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        return _texts(name, value)
    if name == "review_days":
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refusal("“review_days” must be a whole number.")
        return value
    if name == "reviewed_at":
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise Refusal("“reviewed_at” must be a date as in “2026-05-04”.")
        return read_date(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(f"“{name}” must be text.")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Refusal(f"“{name}” must be a list of texts.")
    return tuple(value)
