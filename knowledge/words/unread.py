"""The entries that wait to be read into an index, and are found by their bare texts meanwhile.

To read one takes a millisecond, so nobody waits for it after an import of 10,000: their texts are looked through, and
the few that look best are read on the spot.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import islice, takewhile

from knowledge.entry import Entry
from knowledge.words.card import Reading, reading_of
from knowledge.words.rarity import Rarity
from knowledge.words.scoring import MOST_OF_A_TERM, norm
from knowledge.words.text import bare, sameness, word

_REST = "\x00"  # no line of a question is like one that begins so
_SAMPLE = 200  # texts that tell how long one is on average
_WHOLE = 3  # letters: of a term as short as this the first two begin all its forms, of any other all but the last
_MOST_REMEMBERED = 200  # terms


class Unread:
    """Entries that changed, in the order they did; one that is not published is among them, but is never found."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._texts: dict[str, str] = {}
        self._readings: dict[str, Reading] = {}
        self._words: list[str] = []
        self._counts: dict[str, dict[str, int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, entry: str) -> bool:
        return entry in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    @property
    def published(self) -> int:
        """Return how many of them can be found."""
        return len(self._texts)

    @property
    def words(self) -> list[str]:
        """Return every word of their texts in plain letters, in order."""
        return self._words

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in entries that changed, each in place of what it was."""
        words = set(self._words)
        for entry in entries:
            self._forget(entry.id)
            self._entries[entry.id] = entry
            if entry.state == "published":
                text = self._texts[entry.id] = _text(entry)
                words.update(text.split())
        self._words = sorted(words)
        self._counts.clear()

    def first(self, most: int) -> list[Entry]:
        """Return those that have waited longest."""
        return list(islice(self._entries.values(), most))

    def let_go(self, entries: Iterable[Entry]) -> None:
        """Let go of entries that have been read; one that has changed since stays."""
        for entry in entries:
            if self._entries.get(entry.id) is entry:
                self._forget(entry.id)

    def is_published(self, entry: str) -> bool:
        """Say whether an entry is one of those that can be found."""
        return entry in self._texts

    def reading(self, entry: str) -> Reading:
        """Read one that can be found."""
        if entry not in self._readings:
            self._readings[entry] = reading_of(self._entries[entry])
        return self._readings[entry]

    def having(self, term: str) -> int:
        """Return how many of them have a term."""
        return len(self._having(term))

    def average_length(self) -> float:
        """Return how many terms they have on average, about."""
        some = list(islice(self._texts.values(), _SAMPLE))
        return sum(text.count(" ") for text in some) / max(1, len(some))

    def same(self, wording: str) -> list[str]:
        """Return those that say their question in exactly these words."""
        line, same = f"\n{bare(' '.join(wording.split()))}\n", sameness(wording)
        likely = [entry for entry, text in self._texts.items() if line in text]
        return [entry for entry in likely if same in self.reading(entry).sames]

    def best(self, terms: Mapping[str, float], most: int, rarity: Rarity, average: float) -> list[tuple[str, float]]:
        """Return the entries that have any of the terms, best first, each with its BM25F score, as ``Index.best`` does.

        ``average`` is how many terms an entry of the guide has.
        """
        gains = {term: surely * rarity.of(term) * MOST_OF_A_TERM for term, surely in terms.items()}
        likely = nlargest(most, self._likelihoods(gains).items(), key=lambda pair: pair[1])
        scored = [(entry, self._score(entry, gains, average)) for entry, _ in likely]
        return sorted((each for each in scored if each[1]), key=lambda each: (-each[1], each[0]))

    def _likelihoods(self, gains: Mapping[str, float]) -> dict[str, float]:
        likelihoods: dict[str, float] = {}
        average = self.average_length()
        for term, gain in gains.items():
            for entry, times in self._having(term).items():
                against = norm(self._texts[entry].count(" ") / average)
                likelihoods[entry] = likelihoods.get(entry, 0.0) + gain * times / (times + against)
        return likelihoods

    def _score(self, entry: str, gains: Mapping[str, float], average: float) -> float:
        terms = self.reading(entry).terms
        against = norm(len(terms) / average)
        numbers = ((gain, terms.count(term)) for term, gain in gains.items())
        return sum(gain * number / (number + against) for gain, number in numbers)

    def _having(self, term: str) -> dict[str, int]:
        if term not in self._counts:
            if len(self._counts) == _MOST_REMEMBERED:
                self._counts.clear()
            self._counts[term] = self._counted(term)
        return self._counts[term]

    def _counted(self, term: str) -> dict[str, int]:
        if not term.isascii():  # in a script without spaces it may stand within what looks like another word
            return {entry: text.count(term) for entry, text in self._texts.items() if term in text}
        begins = term[:-1] if len(term) > _WHOLE else term[:2]  # party, parties: parti
        beginning = islice(self._words, bisect_left(self._words, begins), None)
        alike = takewhile(lambda other: other.startswith(begins), beginning)
        forms = [f" {other} " for other in alike if word(other).term == term]
        likely = [(entry, text) for entry, text in self._texts.items() if begins in text] if forms else []
        counted = ((entry, sum(map(text.count, forms))) for entry, text in likely)
        return {entry: times for entry, times in counted if times}

    def _forget(self, entry: str) -> None:
        self._entries.pop(entry, None)
        self._texts.pop(entry, None)
        self._readings.pop(entry, None)
        for counted in self._counts.values():
            counted.pop(entry, None)


def _text(entry: Entry) -> str:
    wordings = "\n".join((entry.question, *entry.phrasings))
    return f"\n{bare(wordings)}\n{_REST}{bare(' '.join((entry.answer, *entry.topics)))}"
