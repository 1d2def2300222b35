"""Finding the entry that answers a question, by its words and by its meaning.

Both indexes are caches of the store, never the truth.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import RLock
from time import monotonic

from knowledge.found import Found, Hit
from knowledge.fusion import fused
from knowledge.limits import Limits, calibrated
from knowledge.meaning.meaning import Meaning, Progress, Side
from knowledge.remembered import Remembered
from knowledge.store import Guide
from knowledge.words.following import FollowingIndex
from knowledge.words.near import CANDIDATES, best_by_words, is_answer, near, shares
from knowledge.words.question import LONGEST_QUESTION, Asked, read, tells_something
from knowledge.words.words import Words

SECONDS_BETWEEN_CALIBRATIONS = 60
NOTHING_TO_DO_WITH_IT = 0.1  # the score that entries have on average for any question


class Search:
    """The search of one team's published entries; safe to use from several threads and processes.

    Each process has its indexes in its own memory and catches up with the store before it answers, so no process can
    see another's half-written index or wait for another's lock. The folder only saves building the one of the words
    at the next start; the vectors of the meanings are in the store.
    """

    def __init__(self, folder: Path, meaning: Meaning | None = None) -> None:
        """Keep the words' index in a folder; without a ``meaning`` entries are found by their words alone."""
        self._words = FollowingIndex(folder)
        self._meaning = meaning
        self._lock = meaning.lock if meaning else RLock()
        self._beside = ThreadPoolExecutor(1, "meaning")
        self._limits = Limits()
        self._calibrated_at = float("-inf")
        self._remembered: Remembered[Found] = Remembered()

    def find(self, question: str, guide: Guide, limit: int = 5, *, typing: bool = False) -> Found:
        """Return the entries that answer a question best, having caught up with the guide first.

        While ``typing``, the last word may only have been begun, so words alone are looked for. Inside ``atomic`` never
        call it after the guide was written to: what is rolled back there must not have reached an index.
        """
        with self._lock:
            position = guide.position()
            words = self._words.caught_up(guide, position)
            side = self._meaning.caught_up(guide, position) if self._meaning else None
            # Everything that an answer depends on: the guide's words, its meanings as far as they are known, and how
            # near is near enough.
            state = (words.state, side and (side.index, len(side.index.wanting)), self._limits_of(guide))
            how = (limit, typing)
            return self._remembered.found(state, question, how, lambda: self._look(question, words, side, guide, how))

    def _look(self, question: str, words: Words, side: Side | None, guide: Guide, how: tuple[int, bool]) -> Found:
        limit, typing = how
        same = words.same(question)
        if side and not typing and tells_something(question):
            found = self._by_meaning(question, words, side, guide, max(limit, CANDIDATES))
        else:
            found = _by_words(words, read(question, words.vocabulary, words.rarity, typing=typing), limit)
        if not same:
            return _cut(found, limit)
        rest = (hit for hit in found.hits if hit.entry not in same)
        return _cut(Found((*(Hit(entry, 1.0) for entry in same), *rest), answered=True, sure=True), limit)

    def alike(self, text: str, others: Sequence[str], guide: Guide) -> list[float]:
        """Return how alike a text is to each of the others in meaning, from 0 to 1; zeros where there is no model."""
        with self._lock:
            side = self._meaning.caught_up(guide, guide.position()) if self._meaning else None
            if side is None or not others:
                return [0.0] * len(others)
            first, *rest = side.model.embed([shortened[:LONGEST_QUESTION] for shortened in (text, *others)])
            return [max(0.0, float(first @ vector)) for vector in rest]

    def lacking(self, guide: Guide) -> int:
        """Return how many entries are not read yet: of some the words wait for it, of all the meaning."""
        with self._lock:
            self._words.caught_up(guide, guide.position())
            return max(self._words.unread(), self._meaning.lacking(guide) if self._meaning else 0)

    def fault(self) -> str:
        """Return why entries are found by their words alone; empty if they are not."""
        return self._meaning.fault if self._meaning else "There is no model."

    def work(self, guide: Guide, progress: Progress) -> bool:
        """Read a few more entries, first their words and then their meaning; return whether there is more to do.

        Questions are answered meanwhile. ``progress`` is told how many entries are left.
        """
        return self._read_words(guide, progress) or bool(self._meaning and self._meaning.work(guide, progress))

    def tidy_up(self) -> None:
        """Make questions quick again after many small changes, when there is nothing else to do; a second of work."""
        with self._lock:
            batch = self._words.to_tidy()
        if batch:
            batch.index.tidy()
            with self._lock:
                self._words.take(batch)

    def _read_words(self, guide: Guide, progress: Progress) -> bool:
        with self._lock:
            self._words.caught_up(guide, guide.position())
            batch = self._words.batch()
        if batch:
            batch.read()
        with self._lock:
            if batch:
                self._words.take(batch)
            to_keep = self._words.to_keep()
        if to_keep:
            self._words.keep(to_keep)
        if batch:
            progress(self.lacking(guide))
        return batch is not None

    def _by_meaning(self, question: str, words: Words, side: Side, guide: Guide, most: int) -> Found:
        understood = side.spelling().put_right(question[:LONGEST_QUESTION], words.vocabulary, words.rarity.knows)
        asked = read(understood, words.vocabulary, words.rarity, forgiving=False)
        # The model and the comparison run outside of Python: the words are looked for meanwhile.
        coming = self._beside.submit(side.nearest, understood, most)
        best = best_by_words(words, asked, most)
        vector, meanings = coming.result()
        by_words = shares(words, asked, best, meanings)
        meanings |= side.index.of(vector, by_words.keys() - meanings.keys())
        return _judged(fused(meanings, by_words), self._limits_of(guide), understood if understood != question else "")

    def _limits_of(self, guide: Guide) -> Limits:
        if monotonic() - self._calibrated_at > SECONDS_BETWEEN_CALIBRATIONS:
            self._limits = calibrated(guide.decisions.newest())
            self._calibrated_at = monotonic()
        return self._limits


def _judged(scores: Mapping[str, float], limits: Limits, did_you_mean: str) -> Found:
    hits = tuple(Hit(entry, score) for entry, score in scores.items() if score >= NOTHING_TO_DO_WITH_IT)
    best, next = (*(hit.score for hit in hits[:2]), 0.0, 0.0)[:2]
    answered = limits.answers(best)
    return Found(hits, answered, did_you_mean if answered else "", limits.is_sure(best, next))


def _by_words(words: Words, asked: Asked, limit: int) -> Found:
    found = near(words, asked, limit) if asked.says_something() else []
    answered = any(is_answer(words, asked, best) for best, _ in found[:1])
    hits = tuple(Hit(entry, score) for entry, score in found)
    return Found(hits, answered, asked.did_you_mean if hits else "", answered)


def _cut(found: Found, limit: int) -> Found:
    return Found(found.hits[:limit], found.answered, found.did_you_mean, found.sure)
