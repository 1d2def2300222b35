"""The details of a thing as a block of bullets below its heading: ``- topics: delays, delivery``."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.cells import values_in
from knowledge.sheet.markdown_sections import Line
from knowledge.sheet.subject import Subject

_DETAIL = re.compile(r"[-*] ([^:]+):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]+[-*] (.*)")


def details_and_body(below: Sequence[Line], of: Subject[Any]) -> tuple[dict[str, Any], Sequence[Line]]:
    """Return the details that stand below a heading, by column, and the lines after them.

    Bullets of which none names a detail are the beginning of the body.

    Raises:
        Refusal: a detail cannot be understood, or only some of the bullets are details.
    """
    first = next((place for place, (_, text) in enumerate(below) if text.strip()), len(below))
    block = list(_block(below[first:]))
    names = [_name(found[1], of) for _, text in block if (found := _DETAIL.fullmatch(text))]
    if not any(names):
        return {}, below
    return _values(block, of), below[first + len(block) :]


def _block(lines: Sequence[Line]) -> Iterator[Line]:
    for place, (line, text) in enumerate(lines):
        if not (_DETAIL.fullmatch(text) or (place and _ITEM.fullmatch(text))):
            return
        yield line, text


def _values(block: Sequence[Line], of: Subject[Any]) -> dict[str, Any]:
    cells: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    name = ""
    for line, text in block:
        if item := _ITEM.fullmatch(text):
            if name not in of.separators:
                raise Refusal(f"In line {line} a list begins that belongs to none of {', '.join(of.separators)}.")
            lists[name] += (item[1],)
            continue
        written, value = _DETAIL.fullmatch(text).groups(default="")  # type: ignore[union-attr]
        name = _name(written, of)
        if not name:
            raise Refusal(
                f"In line {line} “{written}” is no detail that Baton keeps. They are {', '.join(of.details())}. "
                f"Where the bullets belong to the {of.body}, begin it with a sentence."
            )
        if name in cells or name in lists:
            raise Refusal(f"In line {line} “{written}” is given again.")
        if name in of.separators:
            lists[name] = _inline_items(name, value, of)
        else:
            cells[name] = value
    return values_in(cells, of) | lists


def _inline_items(name: str, value: str, of: Subject[Any]) -> tuple[str, ...]:
    if name not in of.inline:  # people speak in sentences with commas
        return (value,) if value.strip() else ()
    return tuple(value.split(","))


def _name(written: str, of: Subject[Any]) -> str:
    return of.details().get(" ".join(written.replace("_", " ").split()).lower(), "")
