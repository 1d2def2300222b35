"""What a search gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and how good it is: from 0 to 1, and with a model the same for every question."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the hits best first, and what can be said of the best one.

    ``answered`` says that it, or one of the next few, is probably the answer; ``sure`` that it is the one.
    ``did_you_mean`` is the question as it was understood where a typing error was forgiven, else empty.
    """

    hits: tuple[Hit, ...] = ()
    answered: bool = False
    did_you_mean: str = ""
    sure: bool = False
