"""Some entries' vectors in one array, and how near each entry's meaning is to a question's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.lengths import Vectors, lengths
from knowledge.meaning.space import Space, sums

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Entries' vectors row by row. It does not change: a later state has a block of its own.

    ``starts`` are the rows at which each entry begins, with the end of the last one after them; ``lengths`` how long
    each entry's vectors are together, and ``places`` which of ``ids`` an entry is.
    """

    ids: tuple[str, ...]
    rows: Vectors
    starts: Numbers
    lengths: Vectors
    places: Mapping[str, int] = field(repr=False)

    def nearest(self, question: Vectors, limit: int, gone: Collection[str] = ()) -> dict[str, float]:
        """Return the entries nearest in meaning to a question, nearest first, but for those that are ``gone``.

        Every vector is compared: the search is exact. See :func:`pooled` for how near an entry is.
        """
        if not self.ids:
            return {}
        meanings = self._meanings(self.rows @ question)
        meanings[[self.places[id] for id in gone if id in self.places]] = -np.inf
        most = min(limit, len(meanings))
        last = -np.partition(-meanings, most - 1)[most - 1]
        enough = np.flatnonzero((meanings >= last) & (meanings > -np.inf))
        found = {self.ids[at]: float(meanings[at]) for at in enough}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])

    def of(self, question: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return how near these entries are; one that the block does not hold is left out."""
        return {id: self._alone(question, self.places[id]) for id in ids if id in self.places}

    def _meanings(self, cosines: Vectors) -> Vectors:
        starts, counts = self.starts[:-1], np.diff(self.starts)
        best = np.maximum.reduceat(cosines, starts)
        is_best = cosines == np.repeat(best, counts)
        second = np.maximum.reduceat(np.where(is_best, np.float32(-2), cosines), starts)
        twice = np.add.reduceat(is_best.astype(np.int32), starts) > 1
        second = np.where(twice | (counts == 1), best, second)
        # The centre's cosine is the mean of the vectors', since the centre is their sum at length one.
        return np.asarray(pooled(best, second, np.add.reduceat(cosines, starts) / self.lengths), np.float32)

    def _alone(self, question: Vectors, at: int) -> float:
        cosines = self.rows[self.starts[at] : self.starts[at + 1]] @ question
        second, best = np.sort(cosines)[-2:] if len(cosines) > 1 else (cosines[0], cosines[0])
        return float(pooled(best, second, cosines.sum() / self.lengths[at]))


def block_of(entries: Mapping[str, Sequence[NDArray[Any]]], space: Space) -> Block:
    """Return a block of these entries in a space, each entry with at least one vector of the model."""
    rows, starts = laid_out(entries, len(space.mean))
    return block_in(space, tuple(entries), rows, starts)


def laid_out(entries: Mapping[str, Sequence[NDArray[Any]]], width: int) -> tuple[Vectors, Numbers]:
    """Return these entries' vectors as rows of one array, and the ``starts`` of a :class:`Block`."""
    starts = np.zeros(len(entries) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, entries.values()), np.int64, len(entries)), out=starts[1:])
    rows = np.empty((int(starts[-1]), width), np.float32)
    for at, vectors in enumerate(entries.values()):
        rows[starts[at] : starts[at + 1]] = vectors
    return rows, starts


def block_in(space: Space, ids: tuple[str, ...], rows: Vectors, starts: Numbers) -> Block:
    """Return a block of entries laid out in rows, which are moved into the space where they stand."""
    space.move_in(rows)
    return Block(ids, rows, starts, lengths(sums(rows, starts)), {id: at for at, id in enumerate(ids)})


def pooled(best: Any, second: Any, centred: Any) -> Any:
    """Return how near an entry is: a third its best vector, a third the mean of its best two, a third its centre.

    The second best vouches for the best: one odd phrasing alone draws no question to the wrong entry. Of a single
    vector the second is itself.
    """
    return (best + (best + second) / 2 + centred) / 3
