"""The meanings of a guide's published entries in memory: a large block, and a small one of what changed since."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from knowledge.entry import Entry
from knowledge.meaning.block import block_of
from knowledge.meaning.model import Vectors
from knowledge.meaning.space import learnt_space
from knowledge.meaning.texts import Texts, keyed
from knowledge.meaning.vectors import Kept, VectorStore
from knowledge.revisions import Position

# How many changed entries may lie beside the large block before it is worth making anew: as a share of it, and at
# least so many while more are to come.
FEW = 256
SHARE = 4


class MeaningIndex:
    """The published entries of a guide at one position, as far as their vectors are known.

    ``wanting`` are the entries of which a vector is missing, each with all its texts.
    """

    def __init__(self, model: str, dimensions: int, position: Position) -> None:
        nowhere = learnt_space(np.empty((0, dimensions), np.float32), np.zeros(1, np.int64))
        self.position = position
        self.wanting: dict[str, Texts] = {}
        self._model = model
        self._large, self._space = block_of({}, nowhere)
        self._small = self._large
        self._changed: dict[str, list[Kept]] = {}  # what the small block holds; nothing for an entry taken out

    def fill(self, entries: Iterable[Entry], vectors: Mapping[str, Kept]) -> set[str]:
        """Take all entries into an empty index, and return the keys of their texts."""
        known: dict[str, list[Kept]] = {}
        keys: set[str] = set()
        for entry in entries:
            texts = keyed(entry)
            keys.update(texts)
            if found := self._found(entry.id, texts, vectors):
                known[entry.id] = found
        if known:
            self._large, self._space = block_of(known)
            self._small, _ = block_of({}, self._space)
        return keys

    def follow(self, entries: Iterable[Entry], position: Position, store: VectorStore) -> None:
        """Take in the entries that changed up to a position; one that is not published is taken out."""
        newest = {entry.id: entry for entry in entries}
        self._take({id: keyed(entry) if entry.state == "published" else {} for id, entry in newest.items()}, store)
        self.position = position

    def complete(self, entries: Collection[str], store: VectorStore) -> None:
        """Look again for what these entries lacked."""
        self._take({id: self.wanting[id] for id in entries if id in self.wanting}, store)

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

    def _take(self, entries: Mapping[str, Texts], store: VectorStore) -> None:
        if not entries:
            return
        vectors = store.of(self._model, list({key for texts in entries.values() for key in texts}))
        for id, texts in entries.items():
            self._changed[id] = self._found(id, texts, vectors)
        self._small, _ = block_of({id: found for id, found in self._changed.items() if found}, self._space)

    def _found(self, id: str, texts: Texts, vectors: Mapping[str, Kept]) -> list[Kept]:
        found = [vectors[key] for key in texts if key in vectors]
        if len(found) < len(texts):
            self.wanting[id] = texts
        else:
            self.wanting.pop(id, None)
        return found
