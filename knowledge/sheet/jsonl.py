"""Cheat sheets as JSON Lines: an object a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.objects import TOO_MUCH, note_of_unknown, object_of, values_in
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes
from knowledge.sheet.subject import Known, Subject


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet.

    Raises:
        Refusal: it is no text, or has no rows.
    """
    text, note = decode(data)
    rows: list[Any] = []
    sheet = collect(_found(text, rows, of), watch, of=of)
    return with_notes(sheet, note, note_of_unknown(rows, of))


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things, one a line."""
    return "".join(json.dumps(object_of(thing, of), ensure_ascii=False) + "\n" for thing in things).encode()


def _found(text: str, rows: list[Any], of: Subject[Any]) -> Iterator[Found | Fault]:
    # Only line feeds end a line: JSON may hold other line ends inside a text.
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
            rows.append(row)
            yield Found(line, values_in(row, of))
        except json.JSONDecodeError as error:
            yield Fault(line, f"It is not JSON: column {error.colno}: {error.msg}.")
        except Refusal as refusal:
            yield Fault(line, refusal.sentence)
        except (RecursionError, ValueError):
            yield Fault(line, f"It is {TOO_MUCH}.")
