"""Finding the entry that answers a question. The index is a cache of the store, never the truth."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from knowledge.revisions import Position
from knowledge.store import Guide
from knowledge.words.index import Index, Parts
from knowledge.words.kept import keep, kept
from knowledge.words.likeness import Likeness, Measure
from knowledge.words.question import Asked, read

# So many are looked at closely, however few are wanted: what BM25F puts first is not always what is most alike.
_CANDIDATES = 30
_KEPT_AFTER = 200  # changed entries: catching up with fewer costs the next start less than a second


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and how good it is: from 0 to 1, comparable within one answer alone."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the hits best first, and whether the best one is good enough to be the answer.

    ``did_you_mean`` is the question as it was understood where a typing error was forgiven, else empty.
    """

    hits: tuple[Hit, ...] = ()
    answered: bool = False
    did_you_mean: str = ""


class Search:
    """The index of one team's published entries, kept in a folder; safe to use from several threads and processes.

    Each process has the index in its own memory and catches up with the store before it answers, so no process can
    see another's half-written index or wait for another's lock. The folder only saves building it at the next start.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._index: Index | None = None
        self._changed = 0

    def find(self, question: str, guide: Guide, limit: int = 5, *, typing: bool = False) -> Found:
        """Return the entries that answer a question best, having caught up with the guide first.

        While ``typing``, the last word may only have been begun. Never call it inside ``atomic``: what is rolled back
        there must not have reached the index.
        """
        with self._lock:
            index = self._caught_up(guide)
            asked = read(question, index.vocabulary, index.rarity, typing=typing)
            same = index.same(question)
            near = _near(index, asked, max(limit, _CANDIDATES)) if asked.says_something() else []
        hits = [*(Hit(entry, 1.0) for entry in same), *(hit for hit, _ in near if hit.entry not in same)]
        answered = bool(same) or any(likeness.is_good_enough() for _, likeness in near[:1])
        return Found(tuple(hits[:limit]), answered, asked.did_you_mean if hits and not same else "")

    def _caught_up(self, guide: Guide) -> Index:
        # Taken out of the search until it is done: what an error breaks off in is not whole.
        index, self._index = self._index or kept(self._folder), None
        position = guide.position()
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


def _near(index: Index, asked: Asked, most: int) -> list[tuple[Hit, Likeness]]:
    """Return the entries nearest to a question, best first: half by BM25F, half by their most alike wording.

    BM25F knows the whole entry; a wording that says just what was asked can drown in it.
    """
    candidates = index.best(asked.rarest(index.rarity), most)
    top = max((score for _, score in candidates), default=1.0)
    measure = Measure(asked, index.rarity)
    near = []
    for entry, score in candidates:
        likeness = measure.likeness(index.card(entry))
        near.append((Hit(entry, (score / top + likeness.wording) / 2), likeness))
    return sorted(near, key=lambda pair: (-pair[0].score, pair[0].entry))
