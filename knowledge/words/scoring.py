"""Whoosh's BM25F, with the rarity of terms among the entries that there are, and a third faster.

https://whoosh.readthedocs.io/en/latest/api/scoring.html#whoosh.scoring.BM25F has K1 and B.
"""

from typing import Any

from whoosh.scoring import BM25F, BM25FScorer

from knowledge.words.rarity import Rarity

K1 = 1.2
B = 0.75
MOST_OF_A_TERM = K1 + 1  # what it can make of a term's rarity


def norm(length: float) -> float:
    """Return what a term's number in a text is weighed against; ``length`` is the text's, as a share of the average."""
    return K1 * (1 - B + B * length)


class Bm25(BM25F):  # type: ignore[misc]  # Whoosh ships no types
    """BM25F for one searcher: it remembers how long each entry is, which is most of what Whoosh spends on scoring."""

    def __init__(self, rarity: Rarity) -> None:
        super().__init__(B=B, K1=K1)
        self.rarity = rarity
        self._norms: dict[Any, list[float | None]] = {}

    def idf(self, _searcher: Any, _fieldname: str, text: str | bytes) -> float:
        """Return the rarity of a term."""
        return self.rarity.of(text.decode() if isinstance(text, bytes) else text)

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> Any:
        """Return what scores one term in one segment."""
        norms = self._norms.setdefault(searcher, [None] * searcher.doc_count_all())
        return _Scorer(searcher, fieldname, text, self.B, self.K1, qf, norms)


class _Scorer(BM25FScorer):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(
        self, searcher: Any, fieldname: str, text: bytes, b: float, k1: float, qf: float, norms: list[float | None]
    ) -> None:
        super().__init__(searcher, fieldname, text, b, k1, qf=qf)
        self._norms = norms
        self._gain = self.idf * MOST_OF_A_TERM

    def score(self, matcher: Any) -> float:
        """Return what the term adds to the score of the entry that the matcher stands at."""
        number = matcher.id()
        against = self._norms[number]
        if against is None:
            against = self._norms[number] = norm(self.dfl(number) / self.avgfl)
        weight = matcher.weight()
        return float(self._gain * weight / (weight + against))
