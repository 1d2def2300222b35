"""From which score on an answer is shown as the answer, and from which as one of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

# How quickly the share of right answers grows with the score, and how far decisions are expected to move the limits:
# measured over the public question sets.
STEEPNESS = 12.0
EXPECTED_MOVE = 0.05
FURTHEST = 0.15
_STEPS = 20  # of Newton's method; it stands still after four or five


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody made of the answers to one question: the first one's score, and whether an answer fitted.

    ``weight`` is how much of a decision it counts as, up to a whole one.
    """

    score: float
    fitted: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """From which score on a first answer is shown as one of several (``perhaps``) and as the answer (``sure``).

    To be the answer it must also lead the next one by ``lead``: a close race is what gives a wrong first answer away.
    """

    perhaps: float = 0.33
    sure: float = 0.4
    lead: float = 0.08

    def moved(self, by: float) -> "Limits":
        """Return limits that ask for so much more."""
        return Limits(self.perhaps + by, self.sure + by, self.lead)

    def answers(self, best: float) -> bool:
        """Say whether the first answer is good enough to be shown as an answer at all."""
        return best >= self.perhaps

    def is_sure(self, best: float, next: float) -> bool:
        """Say whether the first answer is the one, given the score of the one behind it."""
        return best >= self.sure and best - next >= self.lead


def calibrated(decisions: Sequence[Decision], start: Limits = Limits()) -> Limits:
    """Return the limits moved to where the team's decisions say that answers begin to fit.

    The likeliest move under a logistic curve, with a small one expected: a handful of decisions moves little.
    """
    move = 0.0
    for _ in range(_STEPS):
        slope, curve = -move / EXPECTED_MOVE**2, -1 / EXPECTED_MOVE**2
        for each in decisions:
            share = 1 / (1 + exp(-STEEPNESS * (each.score - start.perhaps - move)))
            slope -= each.weight * STEEPNESS * (each.fitted - share)
            curve -= each.weight * STEEPNESS**2 * share * (1 - share)
        move = min(FURTHEST, max(-FURTHEST, move - slope / curve))
    return start.moved(move)
