"""Some entries' vectors in one array, and how near each entry's meaning is to a question's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.model import Vectors
from knowledge.meaning.space import Space, learnt_space, unit

AT_ONCE = 64  # candidates looked at together, the most promising first

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Entries' vectors row by row. It does not change: a later state has a block of its own.

    ``starts`` are the rows at which each entry begins, with the end of the last one after them;
    ``centres`` has one row an entry; ``places`` says where in both an entry is.
    """

    ids: tuple[str, ...]
    rows: Vectors
    starts: Numbers
    centres: Vectors
    places: Mapping[str, int] = field(repr=False)

    def nearest(self, question: Vectors, limit: int, gone: Collection[str] = ()) -> dict[str, float]:
        """Return the entries nearest in meaning to a question, nearest first, but for those that are ``gone``.

        Every vector is compared: the search is exact. See :func:`pooled` for how near an entry is.
        """
        if not self.ids:
            return {}
        cosines = self.rows @ question
        centred = self.centres @ question
        # No entry can be nearer than it were with its second best vector as good as its best.
        most = pooled(np.maximum.reduceat(cosines, self.starts[:-1]), None, centred)
        found: dict[str, float] = {}
        for some in _by_promise(most):
            if len(found) >= limit and most[some[0]] <= min(found.values()):
                break
            found |= {self.ids[at]: self._meaning(cosines, centred, at) for at in some if self.ids[at] not in gone}
            found = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
        return found

    def of(self, question: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return how near these entries are; one that the block does not hold is left out."""
        return {id: self._alone(question, self.places[id]) for id in ids if id in self.places}

    def _alone(self, question: Vectors, at: int) -> float:
        return _one(self.rows[self.starts[at] : self.starts[at + 1]] @ question, self.centres[at] @ question)

    def _meaning(self, cosines: Vectors, centred: Vectors, at: int) -> float:
        return _one(cosines[self.starts[at] : self.starts[at + 1]], centred[at])


def block_of(entries: Mapping[str, Sequence[NDArray[Any]]], space: Space | None = None) -> tuple[Block, Space]:
    """Return a block of these entries, each with at least one vector of the model, and the space it lies in.

    The space is learnt from the entries themselves unless one is given.
    """
    counts = np.fromiter(map(len, entries.values()), np.int64, len(entries))
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    width = len(space.mean) if space else len(next(iter(entries.values()))[0])
    rows = np.empty((int(starts[-1]), width), np.float32)
    for at, vectors in enumerate(entries.values()):
        rows[starts[at] : starts[at + 1]] = vectors
    space = space or learnt_space(rows, starts)
    space.move_in(rows)
    centres = unit(np.add.reduceat(rows, starts[:-1], axis=0)) if entries else rows
    ids = tuple(entries)
    return Block(ids, rows, starts, centres, {id: at for at, id in enumerate(ids)}), space


def pooled(best: Any, second: Any | None, centred: Any) -> Any:
    """Return how near an entry is: a third its best vector, a third the mean of its best two, a third its centre.

    The second best vouches for the best: one odd phrasing alone draws no question to the wrong entry.
    """
    return (best + (best + (best if second is None else second)) / 2 + centred) / 3


def _one(cosines: Vectors, centred: Any) -> float:
    if len(cosines) == 1:
        return float(pooled(cosines[0], None, centred))
    second, best = np.partition(cosines, len(cosines) - 2)[-2:]
    return float(pooled(best, second, centred))


def _by_promise(most: Vectors) -> Any:
    """Give the places in runs, the highest first, without sorting more of them than are asked for."""
    taken = min(AT_ONCE, len(most))
    first = np.argpartition(-most, taken - 1)[:taken]
    yield first[np.argsort(-most[first], kind="stable")]
    rest = np.argsort(-most, kind="stable")[taken:]
    yield from (rest[at : at + AT_ONCE] for at in range(0, len(rest), AT_ONCE))
