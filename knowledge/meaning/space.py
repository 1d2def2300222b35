"""The space in which meanings are compared: the model's own, bent to what tells this guide's entries apart.

Two things are learnt from the guide's vectors, and nothing else. What all entries have in common (their mean: a bank's
guide is all about banking) counts half. And the directions in which the wordings of one and the same entry differ
(polite or curt, long or short) count less, as in linear discriminant analysis.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.lengths import Vectors, lengths, unit

COMMON = 0.5  # how much of the mean is taken away: 0.5 to 1 measured alike, none is worse
UNKNOWN = 10  # entries still to come, that have nothing in common: three entries tell little about what all will share
# How many made-up wordings that differ equally in every direction are added, so that a guide with few phrasings is
# left as it is: https://en.wikipedia.org/wiki/Shrinkage_(statistics). 10,000 to 80,000 measured alike.
SHRINKAGE = 40_000

AT_ONCE = 4_096  # rows placed together; no second copy of all of them is ever made


@dataclass(frozen=True, slots=True)
class Space:
    """A shift by ``mean``, and a bend: a square matrix."""

    mean: Vectors
    bend: Vectors

    def place(self, vectors: Vectors) -> Vectors:
        """Return vectors of the model, one a row, as unit vectors of this space."""
        return unit((vectors - self.mean) @ self.bend)

    def move_in(self, rows: Vectors) -> None:
        """Do to these rows what :meth:`place` does, where they stand."""
        for at in range(0, len(rows), AT_ONCE):
            rows[at : at + AT_ONCE] = self.place(rows[at : at + AT_ONCE])


def learnt_space(vectors: Vectors, starts: NDArray[np.int64]) -> Space:
    """Return the space that tells entries apart best; each entry's rows go from one of ``starts`` to the next."""
    dimensions = vectors.shape[1]
    counts = np.diff(starts)
    if not len(counts):
        return Space(np.zeros(dimensions, np.float32), np.eye(dimensions, dtype=np.float32))
    total = sums(vectors, starts)
    centres = total / counts[:, None].astype(np.float32)
    # The sum of the centres, each at length one, without a copy of them.
    mean = np.asarray(COMMON * (1 / lengths(centres)) @ centres / (len(centres) + UNKNOWN), np.float32)
    freedom = len(vectors) - len(centres)
    if freedom < SHRINKAGE // 400:  # the bend would hardly be one
        return Space(mean, np.eye(dimensions, dtype=np.float32))
    # The scatter about the entries' centres without a copy of all vectors: their sum less that of the centres.
    scatter = vectors.T @ vectors - total.T @ centres
    even = np.trace(scatter) / dimensions / freedom
    spread = (scatter + SHRINKAGE * even * np.eye(dimensions)) / (freedom + SHRINKAGE)
    variances, directions = np.linalg.eigh(spread)
    return Space(mean, np.asarray((directions / np.sqrt(variances)) @ directions.T, np.float32))


def sums(vectors: Vectors, starts: NDArray[np.int64]) -> Vectors:
    """Return the sum of each entry's rows, which go from one of ``starts`` to the next.

    The first rows of some thousand entries, then the second ones: ``np.add.reduceat`` takes several times as long.
    """
    total = np.empty((len(starts) - 1, vectors.shape[1]), np.float32)
    for at in range(0, len(total), AT_ONCE):
        first, counts = starts[:-1][at : at + AT_ONCE], np.diff(starts[at : at + AT_ONCE + 1])
        some = vectors[first]
        for nth in range(1, int(counts.max(initial=0))):
            having = np.flatnonzero(counts > nth)
            some[having] += vectors[first[having] + nth]
        total[at : at + AT_ONCE] = some
    return total
