"""Cheat sheets as Markdown: sections with details, a table, or plain headings with text below."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.markdown_details import details_and_body
from knowledge.sheet.markdown_sections import Line, Section, as_section, body_in, sections
from knowledge.sheet.markdown_table import Table, tables
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes
from knowledge.sheet.subject import Known, Subject
from knowledge.sheet.table import read_table

HEADING_AND_BODY = 2  # values that every section has


def read(data: bytes, watch: Watch = unwatched, of: Subject[Any] = GUIDE) -> Sheet:
    """Read a sheet.

    Raises:
        Refusal: it has neither headings with text below nor a table, or is no text.
    """
    text, note = decode(data)
    lines = list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1))
    return with_notes(_read(lines, watch, of), note)


def write(things: Iterable[Known], of: Subject[Any] = GUIDE) -> bytes:
    """Return the things as sections."""
    return "\n".join(as_section(thing, of) for thing in things).encode()


def _read(lines: Sequence[Line], watch: Watch, of: Subject[Any]) -> Sheet:
    asked = list(sections(lines))
    found = [_found(section, of) for section in asked]
    drawn = list(tables(lines))
    understood = [each for each in drawn if each.has_known_names(of)]
    if understood and not any(_has_details(each) for each in found):
        return _read_tables(understood, watch, of)
    if found:
        return collect(found, watch, of=of)
    names = (of.heading, of.body)
    two_columns = [Table(each.line, names, each.rows) for each in drawn if len(each.names) == len(names)]
    if two_columns:
        return _read_tables(two_columns, watch, of)
    raise Refusal(
        f"There is nothing to import in it: a sheet has either each {of.heading} as a heading (## ...) with its "
        f"{of.body} below, or a table with the columns {of.heading} and {of.body}."
    )


def _found(section: Section, of: Subject[Any]) -> Found | Fault:
    try:
        details, rest = details_and_body(section.below, of)
    except Refusal as refusal:
        return Fault(section.line, refusal.sentence)
    return Found(section.line, {of.heading: section.heading, of.body: body_in(rest), **details})


def _has_details(found: Found | Fault) -> bool:
    return isinstance(found, Fault) or len(found.values) > HEADING_AND_BODY


def _read_tables(drawn: Sequence[Table], watch: Watch, of: Subject[Any]) -> Sheet:
    alike = [each for each in drawn if each.names == drawn[0].names]
    others = ", ".join(str(each.line) for each in drawn if each not in alike)

    def lines() -> Iterator[tuple[int, Sequence[str]]]:
        yield drawn[0].line, drawn[0].names
        for each in alike:
            yield from each.rows

    return with_notes(
        read_table(lines(), watch, of=of),
        f"Not read, since its columns are others: the table in line {others}." if others else "",
    )
