"""Cheat sheets as JSON: a list of objects, or an object with such a list named “entries” (“tips”)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.objects import TOO_MUCH, note_of_unknown, object_of, values_in
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes
from knowledge.sheet.subject import Known, Subject

_SPACE = " \t\r\n"
_decoder = json.JSONDecoder()


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet; a row is named by the line its object begins in.

    Raises:
        Refusal: it is not JSON, or no list of rows.
    """
    text, note = decode(data)
    _check(text, of.list_name)
    rows = list(_rows(text, of.list_name))
    sheet = collect((_found(line, row, of) for line, row in rows), watch, of=of)
    return with_notes(sheet, note, note_of_unknown((row for _, row in rows), of))


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things as a list of objects."""
    rows = ",\n".join(json.dumps(object_of(thing, of), ensure_ascii=False, indent=2) for thing in things)
    return f"[\n{rows}\n]\n".encode()


def _check(text: str, list_name: str) -> None:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        hint = " If there is an object in every line, the name must end in .jsonl." if error.msg == "Extra data" else ""
        raise Refusal(f"It is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.{hint}") from None
    except (RecursionError, ValueError):
        raise Refusal(f"It is not a list of rows: it is {TOO_MUCH}.") from None
    rows = value.get(list_name) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise Refusal(f"It is neither a list of rows nor an object with a list named “{list_name}”.")


def _rows(text: str, list_name: str) -> Iterator[tuple[int, Any]]:
    """Give every row with its line; the text is known to be a list, or an object with the list in it."""
    place = _after_space(text, 0)
    if text[place] == "{":
        place = _place_of_list(text, place, list_name)
    place = _after_space(text, place + 1)
    line, counted = 1, 0
    while text[place] != "]":
        line += text.count("\n", counted, place)
        counted = place
        row, end = _decoder.raw_decode(text, place)
        yield line, row
        place = _after_comma(text, end)


def _place_of_list(text: str, place: int, list_name: str) -> int:
    found = place
    place = _after_space(text, place + 1)
    while text[place] != "}":
        name, end = _decoder.raw_decode(text, place)
        place = _after_space(text, _after_space(text, end) + 1)
        if name == list_name:
            found = place  # of two lists with this name the last one counts, as everywhere in JSON
        _, end = _decoder.raw_decode(text, place)
        place = _after_comma(text, end)
    return found


def _after_comma(text: str, place: int) -> int:
    place = _after_space(text, place)
    return _after_space(text, place + 1) if text[place] == "," else place


def _after_space(text: str, place: int) -> int:
    while text[place] in _SPACE:
        place += 1
    return place


def _found(line: int, row: object, of: Subject[Any]) -> Found | Fault:
    try:
        return Found(line, values_in(row, of))
    except Refusal as refusal:
        return Fault(line, refusal.sentence)
