"""Words and meaning put together: one score that ranks entries, and that also says how sure an answer is."""

from collections.abc import Mapping
from dataclasses import dataclass

# Neither side is normalised over its candidates: both mean the same for every question, so that the sum can say
# "nothing here" where a normalised one always has a winner. 0.75 to 0.85 for meaning measured alike.
MEANING = 0.8
WORDS = 1 - MEANING

# What an entry's meaning is on average where its words alone are known, from 0 to 1: it has no vector yet.
GUESSED = (0.05, 0.75)


@dataclass(frozen=True, slots=True)
class Limits:
    """From which score on a first answer is shown as one of several (``perhaps``) and as the answer (``sure``).

    To be the answer it must also lead the next one by ``lead``: a close race is what tells a wrong first answer best.
    """

    perhaps: float = 0.33
    sure: float = 0.4
    lead: float = 0.08

    def moved(self, by: float) -> "Limits":
        """Return limits that ask for more or less by the same amount."""
        return Limits(self.perhaps + by, self.sure + by, self.lead)

    def state(self, best: float, next: float) -> str:
        """Return ``sure``, ``perhaps`` or ``none`` for the first answer's score and that of the one behind it."""
        if best < self.perhaps:
            return "none"
        return "sure" if best >= self.sure and best - next >= self.lead else "perhaps"


def fused(meaning: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    """Return the score of every entry that either side found, best first, from 0 to 1.

    ``words`` has a number from 0 to 1 for every entry; an entry that ``meaning`` lacks has no vector yet.
    """
    scores = {id: _score(meaning.get(id), share) for id, share in words.items()}
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def _score(meaning: float | None, words: float) -> float:
    if meaning is None:
        start, slope = GUESSED
        meaning = start + slope * words
    return min(1.0, max(0.0, MEANING * meaning + WORDS * words))
