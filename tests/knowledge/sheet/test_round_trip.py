"""Whatever is in a guide can be written in every format and comes back the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.entry import MOST_REVIEW_DAYS, SOURCES, STATES, Entry, check, tidy
from knowledge.refusal import Refusal
from knowledge.sheet.formats import FORMATS, written
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Row

# What each format gives a meaning to, among all other characters.
SIGNS = ("#", "##", "\\#", "\\", "-", "+", "@", "=", "'=", "=1+1", '"', "'", ";", ",", "|", "|---|---|", "<br>")
WORDS = ("_x0041_", "sep=;", "#N/A", "007", "1e5", "TRUE", "null", "{", "[", "- id: x", "  - ")
SPACES = (" ", "\n", "\n\n", "\r", "\t", "\x00", "\u2028")
TRAPS = some.sampled_from((*SIGNS, *WORDS, *SPACES))
TEXT = some.lists(TRAPS | some.text(max_size=8), max_size=6).map("".join)
ID = some.text(some.characters(categories=["L", "Nd"]) | some.sampled_from("-_."), min_size=1, max_size=20)


def is_valid(entry: Entry) -> bool:
    """Say whether an entry keeps the guide's rules."""
    try:
        check(entry)
    except Refusal:
        return False
    return True


ENTRY = (
    some.builds(
        Entry,
        id=ID.filter(str.isprintable),
        question=TEXT,
        answer=TEXT,
        spoken=TEXT,
        phrasings=some.lists(TEXT, max_size=3).map(tuple),
        topics=some.lists(TEXT, max_size=3).map(tuple),
        links=some.lists(TEXT.map("https://example.com/".__add__), max_size=2).map(tuple),
        credits=some.lists(TEXT, max_size=2).map(tuple),
        owner=TEXT,
        reviewed_at=some.none() | some.dates(),
        reviewed_by=TEXT,
        review_days=some.integers(1, MOST_REVIEW_DAYS),
        source=some.sampled_from(SOURCES),
        source_detail=TEXT,
        state=some.sampled_from(STATES),
    )
    .map(tidy)
    .filter(is_valid)
)
GUIDES = some.lists(ENTRY, min_size=1, max_size=4, unique_by=lambda entry: entry.id)


def entry_of(row: Row) -> Entry:
    """Return the entry that a row with all its columns makes."""
    return Entry(**row.values)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".md"])
@settings(deadline=None)
@given(guide=GUIDES)
def test_every_entry_comes_back_as_it_was(ending: str, guide: list[Entry]) -> None:
    data = written(guide, Path(f"guide{ending}"), GUIDE)

    sheet = FORMATS[ending].read(data)

    assert ([entry_of(row) for row in sheet.rows], sheet.faults, sheet.notes) == (guide, (), ())
