"""Who plays with whom this week: no pair twice in a row, and the odd one out watches a pair."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, one of whom plays the customer; ``watching`` is a third who watches and debriefs, or nobody."""

    customer: str
    csr: str
    watching: str = ""

    def players(self) -> frozenset[str]:
        """Return the two who play."""
        return frozenset({self.customer, self.csr})

    def everybody(self) -> tuple[str, ...]:
        """Return all who take part: the two who play, and whoever watches."""
        return tuple(person for person in (self.customer, self.csr, self.watching) if person)


def pairs(volunteers: Sequence[str], last: Sequence[Pair], *, rested: bool = False) -> list[Pair]:
    """Return this week's pairs; ``last`` are those who played last, ``rested`` says that a week without lies between.

    Whoever played the customer then plays the CSR now where it can be so, and whoever watched does not watch again.
    People who would only meet the same one again sit out, for one week.
    """
    before = {pair.players() for pair in last}
    played_customer = {pair.customer for pair in last}
    watched = {pair.watching for pair in last if pair.watching}
    waiting = sorted(set(volunteers), key=lambda person: (person in watched, person))
    spare = [] if len(waiting) % 2 == 0 else [person for person in reversed(waiting) if person not in watched]
    for odd in spare or [""]:
        matched = _matched([person for person in waiting if person != odd], before)
        if matched is not None:
            return _with_roles(matched, played_customer, odd)
    return _with_roles(_matched(waiting[:2], set()) or [], played_customer, "") if rested and waiting[1:] else []


def _matched(people: Sequence[str], before: set[frozenset[str]]) -> list[tuple[str, str]] | None:
    """Return everybody in twos, none of them a pair of before; None where that cannot be."""
    if not people:
        return []
    first, *others = people
    for other in others:
        if frozenset({first, other}) in before:
            continue
        rest = _matched([person for person in others if person != other], before)
        if rest is not None:
            return [(first, other), *rest]
    return None


def _with_roles(matched: Sequence[tuple[str, str]], played_customer: set[str], odd: str) -> list[Pair]:
    found = [Pair(b, a) if a in played_customer and b not in played_customer else Pair(a, b) for a, b in matched]
    if odd and found:
        found[0] = Pair(found[0].customer, found[0].csr, odd)
    return found
