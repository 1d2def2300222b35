"""How alike a question and an entry are, in numbers from 0 to 1 that mean the same for every question and guide."""

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

from knowledge.words.card import Card
from knowledge.words.question import Asked
from knowledge.words.rarity import Rarity

# Above this a first answer is shown as the answer. Over the public question sets this keeps 8 or 9 of 10 right
# answers and shows 1 or 2 of 10 that it should not; docs/search.md has the figures.
_GOOD_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How close the question comes to one wording of the entry, and how much of it the entry covers anywhere."""

    wording: float
    coverage: float

    def is_good_enough(self) -> bool:
        """Say whether the entry can be shown as the answer.

        Either alone misleads: a long answer covers any question, and a question of one word is like no wording.
        """
        return sqrt(self.wording * self.coverage) >= _GOOD_ENOUGH


class Measure:
    """Measures entries against one question."""

    def __init__(self, asked: Asked, rarity: Rarity) -> None:
        self._asked = asked
        self._rarity = rarity
        self._length = sqrt(sum(word.weight**2 for word in asked.words))
        self._whole = sum(word.weight for word in asked.words)
        self._weighed = [(word.weight, tuple(word.terms.items())) for word in asked.words if word.terms]
        self._shares: dict[str, float] = {}
        for word in asked.words:
            for term, surely in word.terms.items():
                self._shares[term] = max(self._shares.get(term, 0), surely * word.weight)

    def likeness(self, card: Card) -> Likeness:
        """Return how alike the question and an entry are."""
        return Likeness(self.wording(card), self.coverage(card.terms()))

    def wording(self, card: Card) -> float:
        """Return how close the question comes to the entry's wording that is most like it."""
        return max(map(self._cosine, card.wordings))

    def coverage(self, terms: Collection[str]) -> float:
        """Return how much of the question an entry with these terms covers anywhere."""
        covered = sum(
            weight * max((surely for term, surely in meant if term in terms), default=0.0)
            for weight, meant in self._weighed
        )
        return covered / self._whole if self._whole else 0.0

    def _cosine(self, wording: tuple[str, ...]) -> float:
        shared = length = 0.0
        for term in wording:
            weight = self._rarity.of(term)
            length += weight * weight
            shared += weight * self._shares.get(term, 0.0)
        # Both of two terms that one word may stand for can be in the wording.
        return min(1.0, shared / (self._length * sqrt(length))) if shared else 0.0
