"""Where situations are kept: one guarded statement a step, so that of two who take it at once one has taken it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.answers import Answers
from knowledge.database import Database, Row
from knowledge.helpers import Helpers
from knowledge.joins import Joins
from knowledge.revisions import Revision, Revisions
from knowledge.situation import Situation
from knowledge.situation_lists import SituationLists
from knowledge.situation_rows import COLUMNS, situation_of
from knowledge.when import utc_text

WRITTEN = ("bucket", "topic", "happened", "wants", "tried")
TIMES = ("nudge_at", "closes_at", "remind_at", "retell_at")


class Overtaken(Exception):
    """Somebody else was a moment earlier; nothing was written. ``now`` is what the situation is."""

    def __init__(self, now: Situation | None) -> None:
        super().__init__(now.id if now else "")
        self.now = now


@dataclass(frozen=True, slots=True)
class Round:
    """When a round asks those who have not answered, closes, and reminds whoever should settle it.

    ``retell_at`` is when less time is left than its card says; None if it closes before that.
    """

    nudge_at: datetime
    closes_at: datetime
    remind_at: datetime
    retell_at: datetime | None = None


class Situations:
    """One team's situations. Each step takes who and when, and is a revision."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)
        self.answers = Answers(db, team)
        self.joins = Joins(db, team)
        self.helpers = Helpers(db, team)
        self.lists = SituationLists(db, team)

    def one(self, id: str) -> Situation | None:
        """Return the situation with this id, or None."""
        rows = self._db.query(
            f"select {COLUMNS} from situations where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next(map(situation_of, rows), None)

    def draft(self, situation: Situation) -> None:
        """Keep what somebody is about to bring, as it is written now; nobody else sees it, and it has no history."""
        self._db.execute(
            """insert into situations (team, id, state, bucket, topic, happened, wants, tried, link, question, entry,
            brought_by, brought_at, blind, closed_by, ended_by, became, reason, holder, version)
            values (:team, :id, 'draft', :bucket, :topic, :happened, :wants, :tried, :link, :question, :entry,
            :brought_by, :at, 1, '', '', '', '', '', 0)
            on conflict (team, id) do update set bucket = :bucket, topic = :topic, happened = :happened, wants = :wants,
            tried = :tried where situations.state = 'draft' and situations.brought_by = :brought_by""",
            {
                "team": self._team,
                "id": situation.id,
                "link": situation.link,
                "question": situation.question,
                "entry": situation.entry,
                "brought_by": situation.brought_by,
                "at": utc_text(situation.brought_at),
                **_written(situation),
            },
        )

    def post(self, situation: Situation, round: Round, at: datetime) -> Situation:
        """Ask the team; from now on everybody sees it as it is written now."""
        return self._step(
            situation.id,
            """state = 'asked', brought_at = :at, blind = :blind, nudge_at = :nudge_at, closes_at = :closes_at,
            remind_at = :remind_at, retell_at = :retell_at, bucket = :bucket, topic = :topic, happened = :happened, wants = :wants,
            tried = :tried where {this} and state = 'draft'""",
            {**_written(situation), **_times(round), "blind": int(situation.blind)},
            ("brought", situation.brought_by, at),
        )

    def rewrite(self, situation: Situation, at: datetime, round: Round | None = None) -> Situation:
        """Keep what the person who brought a situation changed in it, while it is not settled.

        ``round`` holds the times of an open round anew, where it matters more or less than before.
        """
        times = "".join(f", {name} = case state when 'asked' then :{name} else {name} end" for name in TIMES)
        return self._step(
            situation.id,
            f"""bucket = :bucket, topic = :topic, happened = :happened, wants = :wants,
            tried = :tried{times if round else ""}
            where {{this}} and state in ('asked', 'closed') and brought_by = :by""",
            {**_written(situation), **(_times(round) if round else {})},
            ("edited", situation.brought_by, at),
        )

    def withdraw(self, id: str, by: str, at: datetime) -> Situation:
        """Take a situation back, while it is not settled. What was answered stays with it."""
        return self._step(
            id,
            """state = 'withdrawn', ended_at = :at, ended_by = :by
            where {this} and state in ('draft', 'asked', 'closed') and brought_by = :by""",
            {},
            ("withdrawn", by, at),
        )

    def close(self, id: str, by: str, at: datetime, remind_at: datetime | None = None) -> Situation:
        """Close a round: from now on the answers stand side by side. ``by`` is empty when its time was up.

        ``remind_at`` is when somebody is reminded of it, where that is not as long after its time as was planned.
        """
        return self._step(
            id,
            f"""state = 'closed', closed_at = :at, closed_by = :by{", remind_at = :remind_at" if remind_at else ""}
            where {{this}} and state = 'asked'""",
            {"remind_at": utc_text(remind_at)} if remind_at else {},
            ("closed", by, at),
        )

    def end(self, id: str, outcome: str, became: str, reason: str, by: str, at: datetime) -> Situation:
        """End a situation with one of OUTCOMES; only one whose round has closed can be settled."""
        allowed = "state = 'closed'" if outcome == "settled" else "state in ('asked', 'closed')"
        return self._step(
            id,
            f"""state = :outcome, ended_at = :at, ended_by = :by, became = :became, reason = :reason
            where {{this}} and {allowed}""",
            {"outcome": outcome, "became": became, "reason": reason},
            (outcome, by, at),
        )

    def reopen(self, id: str, state: str, round: Round, by: str, at: datetime) -> Situation:
        """Take a situation up again that had ended, in this state of OPEN."""
        return self._step(
            id,
            """state = :state, ended_at = null, ended_by = '', reason = '', nudge_at = :nudge_at,
            closes_at = :closes_at, remind_at = :remind_at, retell_at = :retell_at, reminded_at = null
            where {this} and state in ('settled', 'duplicate', 'contained', 'not for the guide')""",
            {"state": state, **_times(round)},
            ("reopened", by, at),
        )

    def hold(self, id: str, by: str, at: datetime) -> Situation:
        """Keep who sees to a situation."""
        return self._step(id, "holder = :by where {this} and state in ('asked', 'closed')", {}, ("taken", by, at))

    def _step(self, id: str, change: str, params: Mapping[str, Any], done: tuple[str, str, datetime]) -> Situation:
        """Take one step and record it, or none.

        Raises:
            Overtaken: the situation is in no state for it any more.
        """
        what, by, at = done
        with self._db.atomic():
            number = self.revisions.take_numbers()
            sql = change.format(this="team = :team and id = :id")
            rows = self._db.query(
                f"update situations set version = version + 1, {sql} returning id",
                {"team": self._team, "id": id, "by": by, "at": utc_text(at), **params},
            )
            if not list(rows):
                raise Overtaken(self.one(id))
            (kept,) = self._db.query(
                f"select {COLUMNS} from situations where team = :team and id = :id", {"team": self._team, "id": id}
            )
            now = situation_of(kept)
            self.revisions.record(Revision(number, "situation", id, at, by, what, _content(now)))
        return now


def _written(situation: Situation) -> Row:
    return {name: getattr(situation, name) for name in WRITTEN}


def _times(round: Round) -> Row:
    return {
        "nudge_at": utc_text(round.nudge_at),
        "closes_at": utc_text(round.closes_at),
        "remind_at": utc_text(round.remind_at),
        "retell_at": utc_text(round.retell_at) if round.retell_at else None,
    }


def _content(situation: Situation) -> dict[str, Any]:
    kept = (*WRITTEN, "state", "brought_by", "became", "reason", "holder")
    return {name: getattr(situation, name) for name in kept}
