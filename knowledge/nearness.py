"""Which open situations may be the same as a new one: by their words, and by their meaning where there is a model."""

from collections.abc import Sequence

from rapidfuzz import fuzz, utils

from knowledge.situation import Situation

# Of wordings at least so alike most mean the same; below, people read lists of things that have nothing to do with it.
BY_WORDS = 82.0
BY_MEANING = 0.62


def near_situations(new: Situation, others: Sequence[Situation], meanings: Sequence[float]) -> list[Situation]:
    """Return those of the others that may be the same, the likeliest first.

    ``meanings`` holds how alike each is in meaning, from 0 to 1; zeros where there is no model.
    """
    likeness = {other.id: _likeness(new, other, meaning) for other, meaning in zip(others, meanings, strict=True)}
    near = [other for other in others if likeness[other.id] >= 1]
    return sorted(near, key=lambda other: (-likeness[other.id], other.id))


def _likeness(new: Situation, other: Situation, meaning: float) -> float:
    words = fuzz.token_sort_ratio(new.happened, other.happened, processor=utils.default_process)
    return max(words / BY_WORDS, meaning / BY_MEANING)
