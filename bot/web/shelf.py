"""A page's worth of the guide: what was looked for, what was found, and how much more there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.desk import Desk
from bot.turn import Person
from knowledge.entry import Entry

ENTRIES_A_PAGE = 50
MOST_FOUND = ENTRIES_A_PAGE  # who would have to read further asks in other words
MOST_SIFTED = 200  # of so many that are found, those on a topic are kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words, a topic, both or neither, and which page of it."""

    query: str = ""
    topic: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the guide. ``total`` counts all pages' entries; ``due`` holds the ids of those due for review.

    ``understood`` is the query as it was understood where a typing error was forgiven, else empty.
    """

    wanted: Wanted
    entries: tuple[Entry, ...]
    due: frozenset[str]
    total: int
    pages: int
    topics: tuple[tuple[str, int], ...]
    understood: str = ""


class _Found(NamedTuple):
    entries: Iterable[Entry]
    total: int
    understood: str = ""


def take_shelf(desk: Desk, person: Person, wanted: Wanted) -> Shelf:
    """Return the page that was asked for; one past the end is the last."""
    found = _search(desk, wanted) if wanted.query else _list(desk, wanted.topic)
    pages = max(1, -(-found.total // ENTRIES_A_PAGE))
    page = min(max(wanted.page, 1), pages)
    entries = tuple(islice(found.entries, (page - 1) * ENTRIES_A_PAGE, page * ENTRIES_A_PAGE))
    today = desk.today(person)
    return Shelf(
        wanted=Wanted(wanted.query, wanted.topic, page),
        entries=entries,
        due=frozenset(entry.id for entry in entries if entry.is_due(today)),
        total=found.total,
        pages=pages,
        topics=tuple(desk.guide.topics()),
        understood=found.understood,
    )


def _search(desk: Desk, wanted: Wanted) -> _Found:
    most = MOST_SIFTED if wanted.topic else MOST_FOUND
    found = desk.search.find(wanted.query, desk.guide, most, typing=True)
    entries = desk.guide.entries([hit.entry for hit in found.hits])
    chosen = [entry for entry in entries if not wanted.topic or wanted.topic in entry.topics]
    return _Found(chosen, len(chosen), found.did_you_mean)


def _list(desk: Desk, topic: str) -> _Found:
    if not topic:
        return _Found(desk.guide.published(), desk.guide.count())
    entries = desk.guide.on_topic(topic)
    return _Found(entries, len(entries))
