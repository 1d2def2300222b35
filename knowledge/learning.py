"""Learning from use: a question whose answer fitted becomes a phrasing of the entry, by a rule that nobody bends alone.

The rule: two people must have found that the entry's answer fits, more than twice as often as anybody found that it
does not, and so must it have been found for the question itself; and nobody's questions may become more of its
phrasings than those of all others together and one. What looks like somebody's own data waits for a curator. So does
everything else until the rule is met.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.entry import QUESTION_LIMIT, Entry
from knowledge.ids import new_id
from knowledge.questions import folded
from knowledge.store import Guide, Superseded
from knowledge.when import from_utc_text, utc_text

PEOPLE = 2
FITS_FOR_A_MISFIT = 2
MOST_LEARNED = 100  # phrasings an entry learns by itself; more never made finding better by much

# A number as long as an order's or a phone's, or an address: not to be put into a guide unseen.
_SOMEBODYS = re.compile(r"\d{4,}|\S@\S|https?://")


@dataclass(frozen=True, slots=True)
class Learned:
    """A question that an entry's answer fitted. ``state`` is waiting, taken (a phrasing now) or refused."""

    id: str
    entry: str
    wording: str
    person: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How often a person found that an entry's answer fitted, and how often that it did not."""

    person: str
    fits: int
    misfits: int


def is_trusted(verdicts: Sequence[Verdict]) -> bool:
    """Say whether an entry has proven itself enough to learn from use."""
    fits = sum(each.fits for each in verdicts)
    misfits = sum(each.misfits for each in verdicts)
    people = sum(1 for each in verdicts if each.fits)
    return people >= PEOPLE and fits > FITS_FOR_A_MISFIT * misfits


def to_take(waiting: Sequence[Learned], taken: Counter[str]) -> list[Learned]:
    """Return which questions become phrasings now, oldest first; ``taken`` counts those that did by person."""
    counts = Counter(taken)
    chosen: list[Learned] = []
    left = [each for each in waiting if not _SOMEBODYS.search(each.wording)]
    while counts.total() < MOST_LEARNED and (next_one := _first_allowed(left, counts)):
        left.remove(next_one)
        chosen.append(next_one)
        counts[next_one.person] += 1
    return chosen


def _first_allowed(waiting: Sequence[Learned], taken: Counter[str]) -> Learned | None:
    return next((each for each in waiting if 2 * taken[each.person] <= taken.total()), None)


class Learning:
    """One team's questions that became phrasings, and those that may."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def fitted(self, entry: str, wording: str, person: str, at: datetime) -> None:
        """Keep a question whose answer fitted; one that was refused stays so."""
        if not folded(wording) or len(wording) > QUESTION_LIMIT:
            return
        self._db.execute(
            """insert into learned (team, id, entry, wording, folded, person, at, state)
            values (:team, :id, :entry, :wording, :folded, :person, :at, 'waiting')
            on conflict (team, entry, folded) do nothing""",
            {
                "team": self._team,
                "id": new_id(),
                "entry": entry,
                "wording": " ".join(wording.split()),
                "folded": folded(wording),
                "person": person,
                "at": utc_text(at),
            },
        )

    def learn(self, guide: Guide, entry: str, at: datetime) -> list[Learned]:
        """Make those waiting questions that the rule lets through phrasings of the entry, and return them."""
        now = guide.entry(entry)
        if now is None or now.state != "published" or not is_trusted(self._verdicts(entry)):
            return []
        taken = Counter(each.person for each in self.of(entry, "taken"))
        doubted = self._doubted(entry)
        waiting = [each for each in self.of(entry, "waiting") if folded(each.wording) not in doubted]
        chosen = to_take(waiting, taken)
        return chosen if chosen and self._put_in(guide, now, chosen, "Baton", at) else []

    def misfitted(self, guide: Guide, entry: str, wording: str, at: datetime) -> None:
        """Take a question back that had become a phrasing, and whose answer did not fit this time."""
        for each in self.of(entry, "taken"):
            if folded(each.wording) == folded(wording):
                self.settle(guide, each, "waiting", "Baton", at)

    def settle(self, guide: Guide, learned: Learned, state: str, person: str, at: datetime) -> bool:
        """Make a question a phrasing (``taken``) or no phrasing any more (``waiting``, ``refused``).

        Return False if the entry was changed in the same moment; nothing was done then.
        """
        entry = guide.entry(learned.entry)
        if entry is None:
            return False
        if state == "taken":
            return self._put_in(guide, entry, [learned], person, at)
        phrasings = tuple(each for each in entry.phrasings if folded(each) != folded(learned.wording))
        edited = replace(entry, phrasings=phrasings)
        return self._keep(guide, entry, edited, [learned], state, "took a learned phrasing out", person, at)

    def one(self, id: str) -> Learned | None:
        """Return one question, or None."""
        return next(self._rows("and id = :id", {"id": id}), None)

    def of(self, entry: str, state: str) -> list[Learned]:
        """Return an entry's questions in this state, the oldest first."""
        return list(self._rows("and entry = :entry and state = :state", {"entry": entry, "state": state}))

    def _put_in(self, guide: Guide, entry: Entry, chosen: Sequence[Learned], person: str, at: datetime) -> bool:
        known = {folded(wording) for wording in (entry.question, *entry.phrasings)}
        new = tuple(each.wording for each in chosen if folded(each.wording) not in known)
        edited = replace(entry, phrasings=(*entry.phrasings, *new))
        return self._keep(guide, entry, edited, chosen, "taken", "learned from use", person, at)

    def _keep(
        self,
        guide: Guide,
        entry: Entry,
        edited: Entry,
        learned: Sequence[Learned],
        state: str,
        what: str,
        person: str,
        at: datetime,
    ) -> bool:
        try:
            with self._db.atomic():
                if edited != entry:
                    guide.save(edited, what, person, at)
                for each in learned:
                    self._db.execute(
                        "update learned set state = :state where team = :team and id = :id",
                        {"team": self._team, "id": each.id, "state": state},
                    )
        except Superseded:
            return False
        return True

    def _verdicts(self, entry: str) -> list[Verdict]:
        rows = self._db.query(
            """select person, sum(case when verdict = 'did not fit' then 0 else 1 end) as fits,
            sum(case when verdict = 'did not fit' then 1 else 0 end) as misfits
            from uses where team = :team and entry = :entry and verdict is not null group by person order by person""",
            {"team": self._team, "entry": entry},
        )
        return [Verdict(row["person"], int(row["fits"]), int(row["misfits"])) for row in rows]

    def _doubted(self, entry: str) -> set[str]:
        """Return the questions for which this answer did not fit too often to be a phrasing of it."""
        rows = self._db.query(
            """select questions.folded as folded from uses join questions
            on questions.team = uses.team and questions.id = uses.question
            where uses.team = :team and uses.entry = :entry and uses.verdict is not null group by questions.folded
            having sum(case when uses.verdict = 'did not fit' then 0 else 1 end)
            <= :fits * sum(case when uses.verdict = 'did not fit' then 1 else 0 end) order by questions.folded""",
            {"team": self._team, "entry": entry, "fits": FITS_FOR_A_MISFIT},
        )
        return {row["folded"] for row in rows}

    def _rows(self, where: str, params: Row) -> Iterator[Learned]:
        rows = self._db.query(
            f"""select id, entry, wording, person, at, state from learned where team = :team {where} order by id""",
            {"team": self._team, **params},
        )
        return (Learned(**{**row, "at": from_utc_text(row["at"])}) for row in rows)
