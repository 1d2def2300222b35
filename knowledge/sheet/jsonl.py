"""Cheat sheets as JSON Lines: an object a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.objects import TOO_MUCH, note_of_unknown, object_of, values_in
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes


def read(data: bytes, watch: Watch = unwatched) -> Sheet:
    """Read a sheet.

    Raises:
        Refusal: it is no text, or has no rows.
    """
    text, note = decode(data)
    rows: list[Any] = []
    sheet = collect(_found(text, rows), watch)
    return with_notes(sheet, note, note_of_unknown(rows))


def write(entries: Iterable[Entry]) -> bytes:
    """Return the entries, one a line."""
    return "".join(json.dumps(object_of(entry), ensure_ascii=False) + "\n" for entry in entries).encode()


def _found(text: str, rows: list[Any]) -> Iterator[Found | Fault]:
    # Only line feeds end a line: JSON may hold other line ends inside a text.
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
            rows.append(row)
            yield Found(line, values_in(row))
        except json.JSONDecodeError as error:
            yield Fault(line, f"It is not JSON: column {error.colno}: {error.msg}.")
        except Refusal as refusal:
            yield Fault(line, refusal.sentence)
        except (RecursionError, ValueError):
            yield Fault(line, f"It is {TOO_MUCH}.")
