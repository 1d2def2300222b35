"""An index of words that follows a guide, and is kept in a folder so that the next start need not build it."""

from pathlib import Path

from knowledge.revisions import Position
from knowledge.store import Guide
from knowledge.words.index import Index, Parts
from knowledge.words.kept import keep, kept

_KEPT_AFTER = 200  # changed entries: catching up with fewer costs the next start less than a second


class FollowingIndex:
    """The index of a guide's published entries. One thread at a time uses it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: Index | None = None
        self._changed = 0

    def caught_up(self, guide: Guide, position: Position) -> Index:
        """Return the index where the guide is now, built anew if what was kept cannot be followed on from."""
        # Taken out until it is done: what an error breaks off in is not whole.
        index, self._index = self._index or kept(self._folder), None
        if index is None or not _can_follow(index, position):
            index = self._built(guide, position)
        elif index.position != position:
            self._changed += index.follow(guide.changed_since(index.position.revision), position)
            if len(index) != guide.count() and guide.position() == position:
                index = self._built(guide, position)
        if self._changed >= _KEPT_AFTER:
            keep(index, self._folder)
            self._changed = 0
        self._index = index
        return index

    def _built(self, guide: Guide, position: Position) -> Index:
        index = Index(Parts(position))
        index.follow(guide.published(), position)
        self._changed = _KEPT_AFTER
        return index


def _can_follow(index: Index, position: Position) -> bool:
    """Say whether an index only has to catch up to come to a position; if not, it has to be built.

    It cannot after the store was restored, and should not when most of what it drags along is withdrawn.
    """
    ahead = index.position.revision > position.revision
    return index.position.lineage == position.lineage and not ahead and index.withdrawn() <= len(index) + _KEPT_AFTER
