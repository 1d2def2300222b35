"""One row as a JSON object: which names it may have, and of which type each must be."""

from collections.abc import Iterable
from typing import Any

from knowledge.refusal import Refusal, refuse
from knowledge.sheet.cells import read_date
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.subject import Known, Subject

# What Python's reader says no to although it is JSON.
TOO_MUCH = "nested too deeply, or a number in it is too long"


def values_in(row: object, of: Subject[Any] = GUIDE) -> dict[str, Any]:
    """Return what a JSON value says about a thing, by column; null and the empty text say that there is nothing.

    Raises:
        Refusal: with a sentence for each name whose value is of a wrong type.
    """
    if not isinstance(row, dict):
        raise Refusal(f"A row is an object: {{“{of.heading}”: …, “{of.body}”: …}}.")
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in of.columns:
        if name not in row or (row[name] in (None, "") and name in of.never_empty):
            continue
        try:
            values[name] = _value(name, row[name], of)
        except Refusal as refusal:
            wrong[name] = refusal.sentence
    refuse(wrong)
    return values


def object_of(thing: Known, of: Subject[Any] = GUIDE) -> dict[str, Any]:
    """Return a thing as a JSON object."""
    content = thing.content()
    return {name: content[name] for name in of.columns}


def note_of_unknown(rows: Iterable[object], of: Subject[Any] = GUIDE) -> str:
    """Return a note on the names in these rows that mean nothing here, empty if there are none."""
    known = set(of.columns)
    unknown = sorted({name for row in rows if isinstance(row, dict) for name in row.keys() - known})
    return (
        f"Not read, since Baton keeps no such thing: {', '.join(f'“{name}”' for name in unknown)}." if unknown else ""
    )


def _value(name: str, value: Any, of: Subject[Any]) -> Any:
    if name in of.separators:
        return _texts(name, value)
    if name in of.numbers:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refusal(f"“{name}” must be a whole number.")
        return value
    if name in of.dates:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise Refusal(f"“{name}” must be a date as in “2026-05-04”.")
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
