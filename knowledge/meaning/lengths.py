"""Vectors as rows, their lengths, and the same rows at length one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def lengths(vectors: Any) -> Vectors:
    """Return the rows' lengths; a row of zeros has one that can be divided by."""
    return np.asarray(np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9), np.float32)


def unit(vectors: Any) -> Vectors:
    """Return the rows at length one; a row of zeros stays."""
    return np.asarray(vectors / lengths(vectors)[:, None], np.float32)
