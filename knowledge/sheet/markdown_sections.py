"""Cheat sheets as Markdown sections: a heading (the question), below it details as bullets, then a text (the answer).

A line of the text that would be read as a heading is written with a backslash before it, as Markdown has it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from knowledge.sheet.cells import cells_of
from knowledge.sheet.subject import Known, Subject

# https://spec.commonmark.org/0.31.2/#atx-headings: up to six # before it, and any number after it as ornament
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_ORNAMENT = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_LIKE_ORNAMENT = re.compile(r"(?:^|(?<= ))(?=\\*#+$)")
_ESCAPED_ORNAMENT = re.compile(r"(?:^|(?<= ))\\(?=\\*#+$)")
_LIKE_HEADING = re.compile(r"^([ \t]*)(?=\\*#)", re.MULTILINE)
_ESCAPED_HEADING = re.compile(r"^([ \t]*)\\(?=\\*#)", re.MULTILINE)

Line = tuple[int, str]
"""The number of a line in the file, and its text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands below it."""

    line: int
    heading: str
    below: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    place: int
    level: int
    text: str


def sections(lines: Sequence[Line]) -> Iterator[Section]:
    """Give the questions of a text with what stands below them.

    The questions are the headings of the highest level that has text below it. A title on top does not count,
    headings above that level are chapters, and headings below it belong to the answers.
    """
    headings = [
        _Heading(place, len(found[1]), _unadorned(found[2] or ""))
        for place, (_, text) in enumerate(lines)
        if (found := _HEADING.fullmatch(text))
    ]
    level = _question_level(headings, lines)
    outline = [heading for heading in headings if heading.level <= level]
    for heading, below in _with_lines_below(outline, lines):
        if heading.level == level:
            yield Section(lines[heading.place][0], heading.text, tuple(below))


def body_in(below: Sequence[Line]) -> str:
    """Return the text that stands in these lines."""
    return _ESCAPED_HEADING.sub(r"\1", "\n".join(text for _, text in below))


def as_section(thing: Known, of: Subject[Any]) -> str:
    """Return a thing as a section that is read back as the same thing."""
    details = (_detail(thing, label, name, of) for label, name in of.details().items())
    heading = _LIKE_ORNAMENT.sub(r"\\", of.heading_of(thing))
    body = _LIKE_HEADING.sub(r"\1\\", getattr(thing, of.body))
    return f"## {heading}\n\n{''.join(details)}\n{body}\n"


def _detail(thing: Known, label: str, name: str, of: Subject[Any]) -> str:
    if name not in of.separators:
        text = cells_of(thing, of)[name]
        return f"- {label}: {text}\n" if text else ""
    items: tuple[str, ...] = getattr(thing, name)
    if not items:
        return ""
    if name in of.inline and not any("," in item for item in items):
        return f"- {label}: {', '.join(items)}\n"
    return f"- {label}:\n" + "".join(f"  - {item}\n" for item in items)


def _with_lines_below(headings: Sequence[_Heading], lines: Sequence[Line]) -> Iterator[tuple[_Heading, Sequence[Line]]]:
    end = _Heading(len(lines), 0, "")
    for heading, following in pairwise([*headings, end]):
        yield heading, lines[heading.place + 1 : following.place]


def _question_level(headings: Sequence[_Heading], lines: Sequence[Line]) -> int:
    levels = [heading.level for heading in headings]
    with_text = {
        heading.level for heading, below in _with_lines_below(headings, lines) if any(text.strip() for _, text in below)
    }
    if len(with_text) > 1 and levels[0] == min(levels) and levels.count(levels[0]) == 1:
        with_text.discard(levels[0])
    return min(with_text, default=0)


def _unadorned(heading: str) -> str:
    return _ESCAPED_ORNAMENT.sub("", _ORNAMENT.sub("", heading).strip())
