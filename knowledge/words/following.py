"""An index of words that follows a guide, and is kept in a folder so that the next start need not build it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from knowledge.entry import Entry
from knowledge.revisions import Position
from knowledge.store import Guide
from knowledge.words.index import BATCH, BATCHES, Index, Parts
from knowledge.words.kept import keep, kept
from knowledge.words.unread import Unread
from knowledge.words.words import Words

_AT_ONCE = 100  # changed entries: so many are read before the next answer, in a tenth of a second; more have to wait
_KEPT_AFTER = 200  # changed entries: catching up with fewer costs the next start less than a second
_MOST_SEGMENTS = 24
_SHARE = 4  # of a large index; to keep it takes a second for 10,000 entries


@dataclass(frozen=True, slots=True)
class Batch:
    """Some unread entries, and the index they go into: one that nobody asks yet, so it takes no lock to read them.

    It begins as a copy of the index ``before`` at the position ``since``.
    """

    entries: list[Entry]
    before: Index
    since: Position
    index: Index
    position: Position

    def read(self) -> None:
        """Read them, which takes a second."""
        self.index.follow(self.entries, self.position)


class FollowingIndex:
    """The words of a guide's published entries. One thread at a time uses it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: Words | None = None
        self._changed = 0

    def caught_up(self, guide: Guide, position: Position) -> Words:
        """Return the words where the guide is now; begun anew if what was kept cannot be followed on from.

        Many entries that changed are left unread.
        """
        # Taken out until it is done: what an error breaks off in is not whole.
        words, self._words = self._words or self._kept(), None
        if words is None or not _can_follow(words, position):
            words = self._nothing(position)
        if words.position != position:
            words = self._followed(words, guide.changed_since(words.position.revision), position)
            if len(words) != guide.count() and guide.position() == position:
                words = self._followed(self._nothing(position), guide.changed_since(0), position)
        self._words = words
        return words

    def unread(self) -> int:
        """Return how many entries wait to be read."""
        return len(self._words.unread) if self._words else 0

    def batch(self) -> Batch | None:
        """Return some of the unread entries to be read, or None if there are none."""
        words = self._words
        if words is None or not words.unread:
            return None
        entries = words.unread.first(max(BATCH, len(words.index) // BATCHES))
        whole = len(entries) == len(words.unread)
        position = words.position if whole else Position(words.position.lineage, entries[-1].revision)
        return _batch(entries, words.index, position)

    def to_tidy(self) -> Batch | None:
        """Return a batch without entries if its index wants tidying, or None."""
        words = self._words
        if words is None or words.unread or words.index.segments() <= _MOST_SEGMENTS:
            return None
        return _batch([], words.index, words.index.position)

    def take(self, batch: Batch) -> None:
        """Go on with the index of a batch, unless another one was begun or this one went on meanwhile."""
        words = self._words
        if words is None or words.index is not batch.before or words.index.position != batch.since:
            return
        words.unread.let_go(batch.entries)
        self._words = Words(batch.index, words.unread, words.position)
        self._changed += len(batch.entries)

    def to_keep(self) -> Index | None:
        """Return a copy of the index if enough has changed to keep it for the next start; see :meth:`keep`."""
        words = self._words
        if words is None or self._changed < max(_KEPT_AFTER, bool(words.unread) * len(words.index) // _SHARE):
            return None
        self._changed = 0
        return Index(words.index.parts.copied())

    def keep(self, index: Index) -> None:
        """Keep an index for the next start. This can be done while others ask."""
        keep(index, self._folder)

    def _kept(self) -> Words | None:
        index = kept(self._folder)
        return Words(index, Unread(), index.position) if index else None

    def _nothing(self, position: Position) -> Words:
        self._changed = _KEPT_AFTER
        start = Position(position.lineage, 0)
        return Words(Index(Parts(start)), Unread(), start)

    def _followed(self, words: Words, changes: Iterable[Entry], position: Position) -> Words:
        changes = iter(changes)
        few = list(islice(changes, _AT_ONCE + 1))
        if words.unread or len(few) > _AT_ONCE:
            words.unread.take(chain(few, changes))
        else:
            self._changed += words.index.follow(few, position)
        return Words(words.index, words.unread, position)


def _batch(entries: list[Entry], index: Index, position: Position) -> Batch:
    return Batch(entries, index, index.position, Index(index.parts.copied()), position)


def _can_follow(words: Words, position: Position) -> bool:
    """Say whether an index only has to catch up to come to a position; if not, it has to be begun anew.

    It cannot after the store was restored, and should not when most of what it drags along is withdrawn.
    """
    index, begun = words.index, words.position
    ahead = begun.revision > position.revision
    return begun.lineage == position.lineage and not ahead and index.withdrawn() <= len(index) + _KEPT_AFTER
