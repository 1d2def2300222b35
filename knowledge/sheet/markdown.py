"""Cheat sheets as Markdown: sections with details, a table, or plain headings with text below."""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from knowledge.sheet.markdown_details import details_and_answer
from knowledge.sheet.markdown_sections import Line, Section, answer_in, as_section, sections
from knowledge.sheet.markdown_table import Table, tables
from knowledge.sheet.row import Fault, Found, Sheet, Watch, collect, unwatched, with_notes
from knowledge.sheet.table import read_table

TABLE_NAMES = ("question", "answer")


def read(data: bytes, watch: Watch = unwatched) -> Sheet:
    """Read a sheet.

    Raises:
        Refusal: it has neither questions as headings nor a table, or is no text.
    """
    text, note = decode(data)
    lines = list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1))
    return with_notes(_read(lines, watch), note)


def write(entries: Iterable[Entry]) -> bytes:
    """Return the entries as sections."""
    return "\n".join(as_section(entry) for entry in entries).encode()


def _read(lines: Sequence[Line], watch: Watch) -> Sheet:
    asked = list(sections(lines))
    found = [_found(section) for section in asked]
    drawn = list(tables(lines))
    understood = [each for each in drawn if each.has_known_names()]
    if understood and not any(_has_details(each) for each in found):
        return _read_tables(understood, watch)
    if found:
        return collect(found, watch)
    two_columns = [Table(each.line, TABLE_NAMES, each.rows) for each in drawn if len(each.names) == len(TABLE_NAMES)]
    if two_columns:
        return _read_tables(two_columns, watch)
    raise Refusal(
        "There is nothing to import in it: a sheet has either each question as a heading (## ...) with its answer "
        "below, or a table with the columns question and answer."
    )


def _found(section: Section) -> Found | Fault:
    try:
        details, rest = details_and_answer(section.below)
    except Refusal as refusal:
        return Fault(section.line, refusal.sentence)
    return Found(section.line, {"question": section.question, "answer": answer_in(rest), **details})


def _has_details(found: Found | Fault) -> bool:
    return isinstance(found, Fault) or len(found.values) > len(TABLE_NAMES)


def _read_tables(drawn: Sequence[Table], watch: Watch) -> Sheet:
    alike = [each for each in drawn if each.names == drawn[0].names]
    others = ", ".join(str(each.line) for each in drawn if each not in alike)

    def lines() -> Iterator[tuple[int, Sequence[str]]]:
        yield drawn[0].line, drawn[0].names
        for each in alike:
            yield from each.rows

    return with_notes(
        read_table(lines(), watch),
        f"Not read, since its columns are others: the table in line {others}." if others else "",
    )
