"""The entries nearest to a question by its words."""

from collections.abc import Collection, Mapping
from itertools import accumulate

from knowledge.words.likeness import Measure
from knowledge.words.question import Asked
from knowledge.words.scoring import MOST_OF_A_TERM
from knowledge.words.words import Words

# So many are looked at closely, however few are wanted: what BM25F puts first is not always what is most alike.
CANDIDATES = 30
_MOST_LOOKED_AT = 800  # entries; beside meaning, words need not find what has only common ones


def near(words: Words, asked: Asked, most: int) -> list[tuple[str, float]]:
    """Return the entries nearest to a question by words alone, best first: half by BM25F, half by their likest wording.

    BM25F knows the whole entry; a wording that says just what was asked can drown in it.
    """
    candidates = words.best(asked.rarest(words.rarity), max(most, CANDIDATES))
    top = max((score for _, score in candidates), default=1.0)
    measure = Measure(asked, words.rarity)
    found = [(entry, (score / top + measure.wording(words.card(entry))) / 2) for entry, score in candidates]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def is_answer(words: Words, asked: Asked, entry: str) -> bool:
    """Say whether an entry is near enough to a question to be shown as its answer."""
    return Measure(asked, words.rarity).likeness(words.card(entry)).is_good_enough()


def best_by_words(words: Words, asked: Asked, most: int) -> dict[str, float]:
    """Return the ``most`` best entries by BM25F, each with its share of what the question's terms could make at most."""
    terms = _affordable(asked.rarest(words.rarity), words)
    whole = sum(words.rarity.of(term) * surely * MOST_OF_A_TERM for term, surely in terms.items())
    return {entry: score / whole for entry, score in words.best(terms, most)} if terms else {}


def shares(words: Words, asked: Asked, best: Mapping[str, float], entries: Collection[str]) -> dict[str, float]:
    """Return how much of a question's words these entries and the ``best`` by BM25F have, each from 0 to 1.

    Half is the share of BM25F, half how much of the question the entry covers anywhere. Both mean the same for every
    question.
    """
    measure = Measure(asked, words.rarity)
    return {
        entry: (best.get(entry, 0.0) + measure.coverage(words.terms(entry))) / 2
        for entry in {*best, *entries}
        if words.has(entry)
    }


def _affordable(terms: Mapping[str, float], words: Words) -> dict[str, float]:
    """Return the rarest of the terms: looking at the many entries that have a common one takes longer than all else."""
    looked_at = accumulate(words.rarity.having(term) for term in terms)
    return {term: terms[term] for term, entries in zip(terms, looked_at, strict=True) if entries <= _MOST_LOOKED_AT}
