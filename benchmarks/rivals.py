"""What Baton's search is compared with: each as plainly as its own documentation shows it, over the same texts."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import bm25s
import numpy as np
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser, OrGroup

from benchmarks.plain_fts import PlainFts
from bot.database.opening import open_database
from knowledge.entry import Entry
from knowledge.meaning.meaning import Meaning, loaded
from knowledge.meaning.texts import texts_of
from knowledge.search import Search
from knowledge.store import Edit, Guide

if TYPE_CHECKING:
    from knowledge.found import Found

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
DEPTH = 10

Ranking = list[tuple[str, float]]


class Rival(Protocol):
    """Something that finds entries."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in, in place of those with the same ids."""

    def rank(self, question: str) -> Ranking:
        """Return the ten best entries with their scores."""


class Baton:
    """Words and meaning over the store, as every surface asks."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self.guide = Guide(open_database("", folder), "team")
        self.search = Search(folder / "index", Meaning())
        self.found: dict[str, Found] = {}

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in."""
        now = {entry.id: entry.revision for entry in self.guide.entries([entry.id for entry in entries])}
        edits = [Edit(replace(entry, revision=now.get(entry.id, 0)), "put") for entry in entries]
        self.guide.save_all(edits, "cy", NOW)
        while self.search.work(self.guide, lambda _left: None):
            pass
        self.rank("")

    def rank(self, question: str) -> Ranking:
        """Return the best entries."""
        self.found[question] = self.search.find(question, self.guide, DEPTH)
        return [(hit.entry, hit.score) for hit in self.found[question].hits]


class Whoosh:
    """Whoosh's own way: stemmed fields, every word OR-ed, BM25F."""

    def __init__(self) -> None:
        text = TEXT(analyzer=StemmingAnalyzer())
        self._schema = Schema(id=ID(unique=True, stored=True), question=text, phrasings=text, answer=text)
        self._index = RamStorage().create_index(self._schema)
        self._parser = MultifieldParser(["question", "phrasings", "answer"], self._schema, group=OrGroup)
        self._searcher: Any = None

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in."""
        writer = self._index.writer()
        for each in entries:
            phrasings = "\n".join(each.phrasings)
            writer.update_document(id=each.id, question=each.question, phrasings=phrasings, answer=each.answer)
        writer.commit()
        self._searcher = self._index.searcher()

    def rank(self, question: str) -> Ranking:
        """Return the best entries."""
        words = "".join(letter if letter.isalnum() else " " for letter in question).lower()
        return [(hit["id"], hit.score) for hit in self._searcher.search(self._parser.parse(words), limit=DEPTH)]


class Fts:
    """SQLite's FTS5 with its own BM25."""

    def __init__(self) -> None:
        self._fts = PlainFts()

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in."""
        self._fts.put(entries)

    def rank(self, question: str) -> Ranking:
        """Return the best entries."""
        return self._fts.find(question, DEPTH)


class Bm25s:
    """bm25s over each entry as one text; it has no update, so every change builds it anew."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._index = bm25s.BM25()

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in."""
        self._entries |= {entry.id: entry for entry in entries}
        texts = [" ".join((each.question, *each.phrasings, each.answer)) for each in self._entries.values()]
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)

    def rank(self, question: str) -> Ranking:
        """Return the best entries."""
        ids = list(self._entries)
        tokens = bm25s.tokenize([question], show_progress=False)
        if not tokens.vocab:
            return []
        places, scores = self._index.retrieve(tokens, k=min(DEPTH, len(ids)), show_progress=False)
        return [(ids[place], float(score)) for place, score in zip(places[0], scores[0], strict=True) if score > 0]


class ModelAlone:
    """The same model by itself: an entry is as near as its nearest vector."""

    def __init__(self) -> None:
        self._model = loaded(None)
        self._vectors: dict[str, Any] = {}

    def put(self, entries: Sequence[Entry]) -> None:
        """Put entries in."""
        self._vectors |= {entry.id: self._model.as_given(texts_of(entry)) for entry in entries}
        self._rows = np.concatenate(list(self._vectors.values()))
        counts = [len(rows) for rows in self._vectors.values()]
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])

    def rank(self, question: str) -> Ranking:
        """Return the best entries."""
        best = np.maximum.reduceat(self._rows @ self._model.as_given([question])[0], self._starts)
        ids = list(self._vectors)
        return [(ids[place], float(best[place])) for place in np.argsort(-best, kind="stable")[:DEPTH]]


RIVALS: dict[str, Callable[[], Rival]] = {
    "Baton": Baton,
    "Whoosh alone": Whoosh,
    "SQLite FTS5": Fts,
    "bm25s": Bm25s,
    "model alone": ModelAlone,
}
