"""Putting typing errors right before a question's meaning is taken: a model reads “crad” as anything but a card."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.words.question import put_right
from knowledge.words.text import Place, Word, places_in, word
from knowledge.words.vocabulary import Vocabulary

SHORTEST = 4  # letters; a shorter word is one slip from too many others
MOST_PUT_RIGHT = 8  # words a question
_BEGINNING = 3  # letters that every form of a word shares with its stem


class Spelling:
    """Knows the model's words, which are a dictionary of its language, beside those of a guide.

    A word that either knows, in whatever form, is never touched; one a single slip away from a word of theirs
    becomes that: of the guide's words first, then of the model's.
    """

    def __init__(self, words: Collection[str]) -> None:
        """Take the model's words, the commonest first."""
        self._places = {known: place for place, known in enumerate(words)}
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        self._by_beginning: defaultdict[str, list[str]] = defaultdict(list)
        for known in words:
            self._by_length[len(known)].append(known)
            self._by_beginning[known[:_BEGINNING]].append(known)

    def put_right(self, question: str, guide: Vocabulary, knows: Callable[[str], bool]) -> str:
        """Return the question without its typing errors; ``knows`` says of a term whether the guide has it."""
        places = list(places_in(question))
        unknown = {word.term: word for word in self._unknown(places, knows)}
        meant = {term: self._meant(word, guide) for term, word in list(unknown.items())[:MOST_PUT_RIGHT]}
        return put_right(question, places, {term: other for term, other in meant.items() if other})

    def _unknown(self, places: list[Place], knows: Callable[[str], bool]) -> Iterator[Word]:
        for place in places:
            for found in place.words:
                a_word = len(found.plain) >= SHORTEST and found.plain.isascii() and found.plain.isalpha()
                if a_word and not knows(found.term) and not self._knows(found):
                    yield found

    def _knows(self, found: Word) -> bool:
        return found.plain in self._places or any(
            word(known).term == found.term for known in self._by_beginning.get(found.plain[:_BEGINNING], ())
        )

    def _meant(self, mistyped: Word, guide: Vocabulary) -> Word | None:
        for meant, surely in guide.suggestions(mistyped)[:1]:
            if round((1 - surely) * len(mistyped.plain)) <= 1:
                return meant
        plain = mistyped.plain
        choices = list(chain.from_iterable(self._by_length.get(len(plain) + by, ()) for by in (-1, 0, 1)))
        found = [
            other for other, *_ in process.extract(plain, choices, scorer=OSA.distance, score_cutoff=1, limit=None)
        ]
        best = min(found, key=lambda other: (other[0] != plain[0], self._places[other]), default=None)
        return word(best) if best else None
