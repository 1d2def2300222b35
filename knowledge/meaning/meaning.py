"""What a team's guide means: a model, the index of the guide's meanings, and the work that is still to be done on it.

When the team has changed its model, the one before serves until every text has a vector of the new one.
"""

import logging
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import RLock

from knowledge.entry import Entry
from knowledge.meaning.index import MeaningIndex
from knowledge.meaning.lengths import Vectors
from knowledge.meaning.memory import give_back
from knowledge.meaning.model import Model, load_model
from knowledge.meaning.spelling import Spelling
from knowledge.meaning.texts import keyed
from knowledge.meaning.vectors import KeptModel
from knowledge.refusal import Refusal
from knowledge.revisions import Position
from knowledge.store import Guide

ENTRIES_AT_ONCE = 16  # how many get their vectors together: about a second of work

_log = logging.getLogger(__name__)

Progress = Callable[[int], None]  # told how many entries still lack a vector


@dataclass(slots=True)
class Side:
    """A model, where it is, and the guide's meanings as it sees them."""

    model: Model
    folder: str
    index: MeaningIndex = field(init=False)

    def __post_init__(self) -> None:
        self.index = MeaningIndex(self.model.identity, self.model.dimensions, Position("", 0))

    def nearest(self, question: str, most: int) -> tuple[Vectors, dict[str, float]]:
        """Return a question's vector, and the entries nearest to it in meaning."""
        vector = self.model.embed([question])[0]
        return vector, self.index.nearest(vector, most)

    def spelling(self) -> Spelling:
        """Return what knows the words of the model."""
        return _spelling(self.model)

    def catch_up(self, guide: Guide, position: Position) -> None:
        """Follow the guide to where it is now."""
        if position.lineage != self.index.position.lineage:
            self.index, _ = self.made_anew(guide)
        elif position != self.index.position:
            self.index.follow(guide, position)

    def made_anew(self, guide: Guide) -> tuple[MeaningIndex, list[str]]:
        """Return a new index of the whole guide, and the keys of vectors whose text no entry has any more."""
        position = guide.position()
        vectors = dict(guide.vectors.all(self.model.identity))
        if not vectors:
            index = MeaningIndex(self.model.identity, self.model.dimensions, Position(position.lineage, 0))
            index.follow(guide, position)
            return index, []
        index = MeaningIndex(self.model.identity, self.model.dimensions, position)
        unused = index.fill(guide.published(), vectors)
        give_back()
        return index, unused


class Meaning:
    """The meanings of one team's guide. Whoever uses it holds ``lock``, but for :meth:`work`, which takes it itself."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder of the model; None is the one Baton brings. It is loaded once it is needed."""
        self.lock = RLock()
        self._folder = folder
        self._serving: Side | None = None
        self._coming: Side | None = None
        self.fault = ""

    def caught_up(self, guide: Guide, position: Position) -> Side | None:
        """Return the side that serves, where the guide is now; None if there is no model, and ``fault`` says why."""
        if self._serving is None and not self.fault:
            self._choose(guide)
        for side in (self._serving, self._coming):
            if side:
                side.catch_up(guide, position)
        return self._serving

    def lacking(self, guide: Guide) -> int:
        """Return how many entries still lack a vector."""
        with self.lock:
            self.caught_up(guide, guide.position())
            side = self._coming or self._serving
            return len(side.index.wanting) if side else 0

    def work(self, guide: Guide, progress: Progress) -> bool:
        """Give a few entries their vectors; return whether there is more to do.

        Another process may be at it too: each goes about it in an order of its own and looks first what is there.
        """
        with self.lock:
            self.caught_up(guide, guide.position())
            side = self._coming or self._serving
            lacking = _some_of(side.index.wanting) if side else []
        if side is None:
            return False
        entries = guide.entries(lacking)
        if entries:
            guide.vectors.note(KeptModel(side.model.identity, side.folder))
            _embed(side.model, entries, guide)
        with self.lock:
            side.index.complete(entries, guide.vectors)
            left = len(side.index.wanting)
        if side.index.is_worth_making_anew():
            self._make_anew(side, guide)
        progress(left)
        return bool(left and entries) or self._take_over(side, guide)

    def _choose(self, guide: Guide) -> None:
        try:
            wanted = Side(loaded(self._folder), str(self._folder or ""))
        except Refusal as refusal:
            self.fault = refusal.sentence
            _log.warning("%s", self.fault)
            return
        before = [kept for kept in guide.vectors.models() if kept.identity != wanted.model.identity]
        old = next((side for side in map(_still_there, before) if side), None)
        self._serving, self._coming = (old, wanted) if old else (wanted, None)

    def _make_anew(self, side: Side, guide: Guide) -> None:
        index, unused = side.made_anew(guide)
        with self.lock:
            side.index = index
            side.catch_up(guide, guide.position())
        guide.vectors.forget(side.model.identity, unused)

    def _take_over(self, side: Side, guide: Guide) -> bool:
        """Let the new model serve once nothing is missing, and let go of the old one's vectors."""
        with self.lock:
            if side is not self._coming or side.index.wanting:
                return False
            self._serving, self._coming = side, None
        guide.vectors.forget_others(side.model.identity)
        return False


@lru_cache(maxsize=2)
def loaded(folder: Path | None) -> Model:
    """Return a folder's model, loaded once a process; raises as :func:`load_model`."""
    return load_model(folder)


@lru_cache(maxsize=2)
def _spelling(model: Model) -> Spelling:
    return Spelling(model.words)


def _still_there(kept: KeptModel) -> Side | None:
    try:
        model = loaded(Path(kept.folder) if kept.folder else None)
    except Refusal:
        return None
    return Side(model, kept.folder) if model.identity == kept.identity else None


def _some_of(wanting: Collection[str]) -> list[str]:
    start = random.randrange(len(wanting)) if wanting else 0  # noqa: S311 - spreads work, guards nothing
    start = max(0, min(start, len(wanting) - ENTRIES_AT_ONCE))
    return list(islice(wanting, start, start + ENTRIES_AT_ONCE))


def _embed(model: Model, entries: Sequence[Entry], guide: Guide) -> None:
    texts = {key: text for entry in entries for key, text in keyed(entry).items()}
    known = guide.vectors.of(model.identity, list(texts))
    missing = [key for key in texts if key not in known]
    vectors = model.embed([texts[key] for key in missing]) if missing else ()
    guide.vectors.keep(model.identity, dict(zip(missing, vectors, strict=True)))
