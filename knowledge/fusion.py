"""Words and meaning put together: one score that ranks entries, and that also says how good an answer is."""

from collections.abc import Mapping

# Neither side is normalised over its candidates: both mean the same for every question, so that the sum can say
# "nothing here" where a normalised one always has a winner. 0.75 to 0.85 for meaning measured alike.
MEANING = 0.8
WORDS = 1 - MEANING

# What an entry's meaning is on average where only its words are known, from 0 to 1: it has no vector yet.
GUESSED = (0.05, 0.75)


def fused(meanings: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    """Return the score of every entry that has words, best first, from 0 to 1.

    ``words`` has a number from 0 to 1 for each; one that ``meanings`` lacks has no vector yet.
    """
    scores = {id: _score(meanings.get(id), share) for id, share in words.items()}
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def _score(meaning: float | None, words: float) -> float:
    if meaning is None:
        start, slope = GUESSED
        meaning = start + slope * words
    return min(1.0, max(0.0, MEANING * meaning + WORDS * words))
