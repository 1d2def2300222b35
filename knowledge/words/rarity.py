"""How much a term tells: the fewer entries have it, the more."""

from collections.abc import Callable
from math import log

from knowledge.words.text import is_little

# A guide of three entries knows next to nothing about how rare a word is. Counting on from this many entries keeps
# its guesses moderate, and is lost in the count of a grown guide.
_STARTING_FROM = 10
_LITTLE = 0.5  # of what any other word as rare would tell


class Rarity:
    """Of how many entries there are, how many have each term. It holds for one moment: nothing may change meanwhile."""

    def __init__(self, entries: int, having: Callable[[str], int]) -> None:
        self.entries = entries
        self.having = having
        self._of: dict[str, float] = {}

    def knows(self, term: str) -> bool:
        """Say whether any entry has the term."""
        return self.having(term) > 0

    def of(self, term: str) -> float:
        """Return the term's inverse document frequency; a term that no entry has tells the most."""
        if term not in self._of:
            frequency = log((self.entries + _STARTING_FROM) / (self.having(term) + 1)) + 1
            rarity = frequency * _LITTLE if is_little(term) else frequency
            if not self.knows(term):
                return rarity  # what people ask has no end, so it is not remembered
            self._of[term] = rarity
        return self._of[term]
