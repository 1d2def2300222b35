"""A question as the guide can understand it: the terms each of its words may stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.words.rarity import Rarity
from knowledge.words.text import Place, Word, is_little, places_in, words_in
from knowledge.words.vocabulary import Vocabulary

LONGEST_QUESTION = 10_000  # characters; what goes on beyond is not read
_MOST_CORRECTED = 8  # words; looking for what was meant is the dearest part of understanding
_MOST_TERMS = 8
_MOST_POSTINGS = 8_000  # entries looked at, each once for every term it has: about 30 ms
_BEGUN = 0.5  # how surely a word that is being typed will become one that begins like it


@dataclass(frozen=True, slots=True)
class Meant:
    """One word of a question: the guide's terms it may stand for, each with how surely, from 0 to 1.

    There are none for a word that the guide does not have. ``weight`` is how much of the question the word is.
    """

    terms: Mapping[str, float]
    weight: float
    little: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words, each once. ``did_you_mean`` is the question with its typing errors put right, if any."""

    words: tuple[Meant, ...]
    did_you_mean: str

    def rarest(self, rarity: Rarity) -> dict[str, float]:
        """Return the few terms that tell most, each with how surely it is meant; the little words come last.

        The fewer entries have a term, the less it costs to look at them all, so this also bounds the work.
        """
        surely: dict[str, float] = {}
        for word in self.words:
            for term in word.terms:
                surely[term] = max(surely.get(term, 0), word.terms[term])
        chosen: dict[str, float] = {}
        postings = 0
        for term in sorted(surely, key=lambda term: (is_little(term), rarity.having(term), term))[:_MOST_TERMS]:
            postings += rarity.having(term)
            if chosen and postings > _MOST_POSTINGS:
                break
            chosen[term] = surely[term]
        return chosen

    def says_something(self) -> bool:
        """Say whether the guide has any word of the question that tells what it is about."""
        return any(word.terms and not word.little for word in self.words)


def read(
    question: str, vocabulary: Vocabulary, rarity: Rarity, *, typing: bool = False, forgiving: bool = True
) -> Asked:
    """Understand a question in the words of the guide.

    While ``typing``, its last word may only have been begun. Unless ``forgiving``, a word that the guide does not
    have is no typing error.
    """
    question = question[:LONGEST_QUESTION]
    places = list(places_in(question))
    words = {word.term: word for place in places for word in place.words}
    begun = places[-1].words[-1] if typing and places and places[-1].end == len(question) else None
    if begun:
        del words[begun.term]
    unknown = [word for word in words.values() if not (rarity.knows(word.term) or is_little(word.term))]
    instead = {word.term: vocabulary.suggestions(word) for word in unknown[: _MOST_CORRECTED * forgiving]}
    meant = [_meant(instead.get(word.term) or [(word, 1.0)], rarity) for word in words.values()]
    if begun:
        meant.append(_meant([(begun, 1.0), *((word, _BEGUN) for word in vocabulary.completions(begun))], rarity))
    best = {term: suggestions[0][0] for term, suggestions in instead.items() if suggestions}
    return Asked(tuple(meant), put_right(question, places, best) if best else "")


def tells_something(question: str) -> bool:
    """Say whether a question has any word that tells what it is about, be it one of the guide's or not."""
    return any(not is_little(word.term) for word in words_in(question[:LONGEST_QUESTION]))


def _meant(candidates: list[tuple[Word, float]], rarity: Rarity) -> Meant:
    terms: dict[str, float] = {}
    for word, surely in candidates:
        if rarity.knows(word.term):
            terms.setdefault(word.term, surely)
    likeliest = next(iter(terms), candidates[0][0].term)
    return Meant(terms, rarity.of(likeliest), is_little(likeliest))


def put_right(question: str, places: Iterable[Place], best: Mapping[str, Word]) -> str:
    """Return a question with the words at some places, by their terms, replaced by others, written as they were."""
    pieces, end = [], 0
    for place in places:
        if len(place.words) == 1 and place.words[0].term in best:
            pieces += [question[end : place.start], _as_typed(question[place.start], best[place.words[0].term].written)]
            end = place.end
    return "".join([*pieces, question[end:]])


def _as_typed(first_letter: str, written: str) -> str:
    return written[:1].upper() + written[1:] if first_letter.isupper() else written
