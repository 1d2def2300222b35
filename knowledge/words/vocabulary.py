"""The guide's own words: how many entries have each, and which of them somebody may have meant to type."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import chain, islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.words.text import Word, plain, word

_LETTERS_A_SLIP = 4  # one slip in a word of four letters, two from eight on
_MOST_SLIPS = 2
_SUGGESTIONS = 2
_COMPLETIONS = 8


class Vocabulary:
    """The words of all entries at one moment. It does not change: the next moment has a vocabulary of its own."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take how many entries have each written word."""
        self._counts = counts

    def suggestions(self, mistyped: Word) -> list[tuple[Word, float]]:
        """Return up to two of the guide's words that may have been meant, the likeliest first, each with how surely.

        A short word and one with a digit is taken as it is: too many others are one slip away from it.
        """
        plain = mistyped.plain
        slips = min(len(plain) // _LETTERS_A_SLIP, _MOST_SLIPS)
        if not slips or not plain.isalpha():
            return []
        lengths = range(len(plain) - slips, len(plain) + slips + 1)
        choices = list(chain.from_iterable(self._by_length.get(length, ()) for length in lengths))
        found = process.extract(plain, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        best = sorted(found, key=lambda each: (each[1], *self._unlikelihood(plain, each[0])))
        return [(self._commonest(other), 1 - distance / len(plain)) for other, distance, _ in best[:_SUGGESTIONS]]

    def completions(self, begun: Word) -> list[Word]:
        """Return the guide's commonest words that begin like this one."""
        start = bisect_left(self._sorted, begun.plain)
        beginning = takewhile(lambda plain: plain.startswith(begun.plain), islice(self._sorted, start, None))
        best = sorted(beginning, key=lambda plain: (-self._plain[plain], plain))
        return [self._commonest(plain) for plain in best[:_COMPLETIONS]]

    def _unlikelihood(self, typed: str, other: str) -> tuple[bool, bool, int, str]:
        # Fingers that are too fast swap letters or miss one; the first one is the surest.
        return sorted(other) != sorted(typed), other[0] != typed[0], -self._plain[other], other

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        ways: defaultdict[str, list[str]] = defaultdict(list)
        for written in self._counts:
            ways[plain(written)].append(written)
        return ways

    @cached_property
    def _plain(self) -> dict[str, int]:
        return {plain: sum(self._counts[way] for way in ways) for plain, ways in self._written.items()}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._written)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        words: defaultdict[int, list[str]] = defaultdict(list)
        for letters in filter(str.isalpha, self._written):
            words[len(letters)].append(letters)
        return words

    def _commonest(self, plain: str) -> Word:
        return word(max(self._written[plain], key=lambda written: (self._counts[written], written)))
