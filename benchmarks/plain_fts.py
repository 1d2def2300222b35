"""The full-text search that SQLite brings, as plainly as it can be used: what Baton's search is measured beside."""

import re
import sqlite3
from collections.abc import Iterable

from knowledge.entry import Entry

_BEST = """select id, -bm25(entries, 0, 2, 1, 1, 1) from entries where entries match :query
order by bm25(entries, 0, 2, 1, 1, 1) limit :most"""


class PlainFts:
    """An FTS5 table in memory: stemmed, every word of a question OR-ed, BM25 with the question counting twice."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            """create virtual table entries using fts5(
                id unindexed, question, phrasings, answer, topics, tokenize = 'porter unicode61')"""
        )
        self._places: dict[str, int] = {}

    def put(self, entries: Iterable[Entry]) -> None:
        """Put entries in, in place of what was there under their ids."""
        with self._db:
            for entry in entries:
                place = self._places.setdefault(entry.id, len(self._places) + 1)
                self._db.execute("delete from entries where rowid = :place", {"place": place})
                self._db.execute(
                    "insert into entries (rowid, id, question, phrasings, answer, topics) values (?, ?, ?, ?, ?, ?)",
                    (
                        place,
                        entry.id,
                        entry.question,
                        "\n".join(entry.phrasings),
                        entry.answer,
                        "\n".join(entry.topics),
                    ),
                )

    def find(self, question: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the best entries, each with its score."""
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        return list(self._db.execute(_BEST, {"query": query, "most": most})) if query else []
