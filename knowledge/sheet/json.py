"""Cheat sheets as JSON: a list of objects, or an object with such a list named “entries”."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.objects import TOO_MUCH, note_of_unknown, object_of, values_in
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes

LIST_NAME = "entries"
_SPACE = " \t\r\n"
_decoder = json.JSONDecoder()


def read(data: bytes, watch: Watch = unwatched) -> Sheet:
    """Read a sheet; a row is named by the line its object begins in.

    Raises:
        Refusal: it is not JSON, or no list of rows.
    """
    text, note = decode(data)
    _check(text)
    rows = list(_rows(text))
    sheet = collect((_found(line, row) for line, row in rows), watch)
    return with_notes(sheet, note, note_of_unknown(row for _, row in rows))


def write(entries: Iterable[Entry]) -> bytes:
    """Return the entries as a list of objects."""
    rows = ",\n".join(json.dumps(object_of(entry), ensure_ascii=False, indent=2) for entry in entries)
    return f"[\n{rows}\n]\n".encode()


def _check(text: str) -> None:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        hint = " If there is an object in every line, the name must end in .jsonl." if error.msg == "Extra data" else ""
        raise Refusal(f"It is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.{hint}") from None
    except (RecursionError, ValueError):
        raise Refusal(f"It is not a list of rows: it is {TOO_MUCH}.") from None
    rows = value.get(LIST_NAME) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise Refusal(f"It is neither a list of rows nor an object with a list named “{LIST_NAME}”.")


def _rows(text: str) -> Iterator[tuple[int, Any]]:
    """Give every row with its line; the text is known to be a list, or an object with the list in it."""
    place = _after_space(text, 0)
    if text[place] == "{":
        place = _place_of_list(text, place)
    place = _after_space(text, place + 1)
    line, counted = 1, 0
    while text[place] != "]":
        line += text.count("\n", counted, place)
        counted = place
        row, end = _decoder.raw_decode(text, place)
        yield line, row
        place = _after_comma(text, end)


def _place_of_list(text: str, place: int) -> int:
    found = place
    place = _after_space(text, place + 1)
    while text[place] != "}":
        name, end = _decoder.raw_decode(text, place)
        place = _after_space(text, _after_space(text, end) + 1)
        if name == LIST_NAME:
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


def _found(line: int, row: object) -> Found | Fault:
    try:
        return Found(line, values_in(row))
    except Refusal as refusal:
        return Fault(line, refusal.sentence)
