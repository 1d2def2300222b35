"""The meanings of a guide's published entries in memory: a large block, and a small one of what changed since."""

from collections.abc import Collection, Iterable, Mapping
from math import inf

import numpy as np

from knowledge.entry import Entry
from knowledge.meaning.block import block_in, block_of, laid_out
from knowledge.meaning.lengths import Vectors
from knowledge.meaning.space import learnt_space
from knowledge.meaning.texts import Texts, keyed
from knowledge.meaning.vectors import Kept, VectorStore
from knowledge.revisions import Position
from knowledge.store import Guide

# How many changed entries may lie beside the large block before it is worth making anew: as a share of it, and at
# least so many while more are to come.
FEW = 256
SHARE = 4


class MeaningIndex:
    """The published entries of a guide at one position, as far as their vectors are known.

    ``wanting`` are the entries of which a vector is missing or was not looked for, each with its newest revision.
    """

    def __init__(self, model: str, dimensions: int, position: Position) -> None:
        self.position = position
        self.wanting: dict[str, int] = {}
        self._model = model
        self._space = learnt_space(np.empty((0, dimensions), np.float32), np.zeros(1, np.int64))
        self._large = block_of({}, self._space)
        self._small = self._large
        self._changed: dict[str, list[Kept]] = {}  # what the small block holds; nothing for an entry taken out

    def fill(self, entries: Iterable[Entry], vectors: dict[str, Kept]) -> list[str]:
        """Take all entries into an empty index, and return the keys of vectors whose text no entry has.

        ``vectors`` is emptied, so that the guide's vectors are not there twice while their space is learnt.
        """
        known: dict[str, list[Kept]] = {}
        unused = set(vectors)
        for entry in entries:
            texts = keyed(entry)
            unused.difference_update(texts)
            if found := self._found(entry, texts, vectors):
                known[entry.id] = found
        if known:
            ids = tuple(known)
            rows, starts = laid_out(known, len(self._space.mean))
            known.clear()
            vectors.clear()
            self._space = learnt_space(rows, starts)
            self._large = block_in(self._space, ids, rows, starts)
            self._small = block_of({}, self._space)
        return sorted(unused)

    def follow(self, guide: Guide, position: Position) -> None:
        """Take in the entries that changed up to a position; one that is not published is taken out.

        The vectors of a few are looked for; many are left wanting, since to look takes a second for some thousands.
        """
        marks = guide.marks_since(self.position.revision)
        for mark in marks:
            self._changed[mark.entry] = []
            self.wanting.pop(mark.entry, None)
            if mark.is_published:
                self.wanting[mark.entry] = mark.revision
        if len(marks) <= FEW:
            self.complete(guide.entries([mark.entry for mark in marks if mark.is_published]), guide.vectors)
        elif marks:
            self._make_small()
        self.position = position

    def complete(self, entries: Collection[Entry], store: VectorStore) -> None:
        """Look for the vectors of these entries; one that the index knows a newer revision of is passed over."""
        texts = {entry.id: keyed(entry) for entry in entries if entry.revision >= self.wanting.get(entry.id, inf)}
        vectors = store.of(self._model, list({key for its in texts.values() for key in its}))
        for entry in entries:
            if entry.id in texts:
                self._changed[entry.id] = self._found(entry, texts[entry.id], vectors)
        self._make_small()

    def is_worth_making_anew(self) -> bool:
        """Say whether so much has changed that the large block should be made anew, which takes seconds."""
        many = len(self._large.ids) // SHARE
        return len(self._changed) > (max(FEW, many) if self.wanting else many)

    def nearest(self, question: Vectors, limit: int) -> dict[str, float]:
        """Return the entries nearest in meaning to a question, nearest first, with how near each is."""
        placed = self._space.place(question[None])[0]
        found = self._large.nearest(placed, limit, self._changed) | self._small.nearest(placed, limit)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])

    def of(self, question: Vectors, entries: Collection[str]) -> dict[str, float]:
        """Return how near in meaning these entries are; one without any vector is left out."""
        placed = self._space.place(question[None])[0]
        unchanged = [id for id in entries if id not in self._changed]
        return self._large.of(placed, unchanged) | self._small.of(placed, entries)

    def _make_small(self) -> None:
        self._small = block_of({id: found for id, found in self._changed.items() if found}, self._space)

    def _found(self, entry: Entry, texts: Texts, vectors: Mapping[str, Kept]) -> list[Kept]:
        found = [vectors[key] for key in texts if key in vectors]
        if len(found) < len(texts):
            self.wanting[entry.id] = entry.revision
        else:
            self.wanting.pop(entry.id, None)
        return found
