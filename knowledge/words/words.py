"""A guide's entries by their words: those in the index, and those that changed since and wait to be read into it."""

from collections import Counter
from collections.abc import Hashable, Mapping
from functools import cached_property

from knowledge.revisions import Position
from knowledge.words.card import Card
from knowledge.words.index import Index
from knowledge.words.rarity import Rarity
from knowledge.words.unread import Unread
from knowledge.words.vocabulary import Vocabulary


class Words:
    """The published entries of a guide at one position. What is unread hides what the index still has of it."""

    def __init__(self, index: Index, unread: Unread, position: Position) -> None:
        self.index = index
        self.unread = unread
        self.position = position
        self._changed = [entry for entry in unread if index.has(entry)]
        self.rarity = Rarity(len(self), self._having) if unread else index.rarity

    def __len__(self) -> int:
        return len(self.index) - len(self._changed) + self.unread.published

    @property
    def state(self) -> Hashable:
        """Return what is another one as soon as a question may find something else."""
        return self.position, len(self.unread)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return all words; those of an unread entry count as if no other had them."""
        if not self.unread:
            return self.index.vocabulary
        return Vocabulary(Counter(self.unread.words) | self.index.parts.counts)

    def has(self, entry: str) -> bool:
        """Say whether an entry can be found."""
        return self.unread.is_published(entry) if entry in self.unread else self.index.has(entry)

    def card(self, entry: str) -> Card:
        """Return the card of an entry."""
        return self.unread.reading(entry).card if entry in self.unread else self.index.card(entry)

    def terms(self, entry: str) -> set[str]:
        """Return every term of an entry."""
        return self.unread.reading(entry).card.terms() if entry in self.unread else self.index.terms(entry)

    def same(self, wording: str) -> list[str]:
        """Return the entries that say their question in exactly these words."""
        found = [entry for entry in self.index.same(wording) if entry not in self.unread]
        return sorted([*found, *self.unread.same(wording)])

    def best(self, terms: Mapping[str, float], most: int) -> list[tuple[str, float]]:
        """Return the entries that have any of the terms, best first, each with its BM25F score; see ``Index.best``."""
        found = self.index.best(terms, most, self.rarity, self._hidden)
        if not self.unread:
            return found
        average = self.index.average_length() or self.unread.average_length()
        both = [*found, *self.unread.best(terms, most, self.rarity, average)]
        return sorted(both, key=lambda each: -each[1])[:most]

    @cached_property
    def _hidden(self) -> set[int]:
        return self.index.numbers_of(set(self._changed))

    def _having(self, term: str) -> int:
        # What the index has of an entry that changed is counted too: to take it off, each would have to be looked at.
        return min(len(self), self.index.rarity.having(term) + self.unread.having(term))
