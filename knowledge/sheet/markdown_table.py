"""Cheat sheets as a Markdown table with the columns question and answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from knowledge.sheet import table
from knowledge.sheet.markdown_sections import Line
from knowledge.sheet.subject import Subject

# https://github.github.com/gfm/#tables-extension-
_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?")
_BORDER = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the line and the cells of its column names, and its rows."""

    line: int
    names: tuple[str, ...]
    rows: tuple[table.Line, ...]

    def has_known_names(self, of: Subject[Any]) -> bool:
        """Say whether the column names tell which is the question and which the answer."""
        header, _ = table.find_header([self.names], of)
        return header is not None


def tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Give the tables of a text."""
    place = 1
    while place < len(lines):
        line, names = lines[place - 1]
        if _RULE.fullmatch(lines[place][1].strip()) and _BORDER.search(names):
            below = (lines[each] for each in range(place + 1, len(lines)))
            rows = [(line, _cells(text)) for line, text in takewhile(_is_row, below)]
            yield Table(line, _cells(names), tuple(rows))
            place += len(rows)
        place += 1


def _is_row(line: Line) -> bool:
    return _BORDER.search(line[1]) is not None


def _cells(text: str) -> tuple[str, ...]:
    inner = re.sub(r"(?<!\\)\|[ \t]*$", "", re.sub(r"^[ \t]*\|", "", text))
    return tuple(_LINE_BREAK.sub("\n", cell).replace("\\|", "|") for cell in _BORDER.split(inner))
