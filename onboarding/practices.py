"""Where practice is kept: situations given to CSRs, role-plays, and who volunteers for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.refusal import Refusal
from knowledge.when import from_utc_text, utc_text
from onboarding.pairing import Pair
from onboarding.practice import Practice

_PRACTICE = "id, csr, giver, source, situation, hidden, about, at, answer, answered_at, feedback, feedback_at"
_PLAY = "id, week, customer, csr, watching, card, at, customer_said, csr_said, watcher_said"


@dataclass(frozen=True, slots=True)
class RolePlay:
    """Two people's role-play of a week (its Monday, ISO); ``card`` is for the customer's eyes until both debriefed."""

    id: str
    week: str
    pair: Pair
    card: str
    at: datetime
    customer_said: str = ""
    csr_said: str = ""
    watcher_said: str = ""

    def said_by(self, person: str) -> str:
        """Return what one of those who took part said in the debrief."""
        return str(getattr(self, self.part_of(person)))

    def part_of(self, person: str) -> str:
        """Return where somebody's debrief is kept: "customer_said", "csr_said" or "watcher_said"."""
        parts = {self.pair.customer: "customer_said", self.pair.csr: "csr_said", self.pair.watching: "watcher_said"}
        return parts[person]


class Practices:
    """One team's practice."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def give(self, practice: Practice, at: datetime) -> Practice:
        """Keep a situation that was given to a CSR."""
        id = new_id()
        self._db.execute(
            """insert into practices (team, id, csr, giver, source, situation, hidden, about, at, answer, feedback)
            values (:team, :id, :csr, :giver, :source, :situation, :hidden, :about, :at, '', '')""",
            {
                "team": self._team,
                "id": id,
                "csr": practice.csr,
                "giver": practice.giver,
                "source": practice.source,
                "situation": practice.situation.strip(),
                "hidden": practice.hidden,
                "about": practice.about,
                "at": utc_text(at),
            },
        )
        return self.practice(id)

    def practice(self, id: str) -> Practice:
        """Return the practice situation with this id.

        Raises:
            Refusal: there is none.
        """
        for row in self._rows("id = :id", {"id": id}, 1):
            return row
        raise Refusal("There is no such practice situation. Type “practice”.")

    def keep_answer(self, practice: Practice) -> None:
        """Keep the CSR's answer.

        Raises:
            Refusal: they have answered it in the meantime.
        """
        rows = self._db.query(
            """update practices set answer = :answer, answered_at = :at where team = :team and id = :id
            and answered_at is null returning id""",
            {"team": self._team, "id": practice.id, "answer": practice.answer, "at": _text(practice.answered_at)},
        )
        if not list(rows):
            raise Refusal("You have answered this already.")

    def keep_feedback(self, practice: Practice) -> None:
        """Keep the trainer's feedback.

        Raises:
            Refusal: somebody has given it in the meantime.
        """
        said = json.dumps({"seen": practice.seen, "sentence": practice.sentence}, ensure_ascii=False)
        rows = self._db.query(
            """update practices set feedback = :said, feedback_at = :at where team = :team and id = :id
            and answered_at is not null and feedback_at is null returning id""",
            {"team": self._team, "id": practice.id, "said": said, "at": _text(practice.feedback_at)},
        )
        if not list(rows):
            raise Refusal("There is feedback on this already.")

    def to_answer(self, csr: str, limit: int) -> list[Practice]:
        """Return the situations that wait for somebody's answer, the oldest first."""
        return self._rows("csr = :person and answered_at is null", {"person": csr}, limit)

    def to_read(self, giver: str, limit: int) -> list[Practice]:
        """Return the answers that wait for somebody's feedback, the oldest first."""
        where = "giver = :person and answered_at is not null and feedback_at is null"
        return self._rows(where, {"person": giver}, limit)

    def volunteer(self, person: str, at: datetime) -> bool:
        """Keep that somebody plays along from now on, or no more; return which."""
        gone = self._db.query(
            "delete from volunteers where team = :team and person = :person returning person",
            {"team": self._team, "person": person},
        )
        if list(gone):
            return False
        self._db.execute(
            "insert into volunteers (team, person, at) values (:team, :person, :at) on conflict do nothing",
            {"team": self._team, "person": person, "at": utc_text(at)},
        )
        return True

    def volunteers(self) -> list[str]:
        """Return who plays along, by id."""
        rows = self._db.query("select person from volunteers where team = :team order by person", {"team": self._team})
        return [str(row["person"]) for row in rows]

    def start_plays(self, week: str, pairs: Sequence[Pair], cards: Sequence[str], at: datetime) -> list[RolePlay]:
        """Keep a week's role-plays, each with its card."""
        plays = [RolePlay(new_id(), week, pair, card, at) for pair, card in zip(pairs, cards, strict=True)]
        for play in plays:
            self._db.execute(
                """insert into role_plays (team, id, week, customer, csr, watching, card, at, customer_said, csr_said)
                values (:team, :id, :week, :customer, :csr, :watching, :card, :at, '', '')""",
                {
                    "team": self._team,
                    "id": play.id,
                    "week": week,
                    "customer": play.pair.customer,
                    "csr": play.pair.csr,
                    "watching": play.pair.watching,
                    "card": play.card,
                    "at": utc_text(at),
                },
            )
        return plays

    def last_pairs(self, before: str) -> list[Pair]:
        """Return the pairs of the last week before this one in which anybody played."""
        rows = self._db.query(
            f"""select {_PLAY} from role_plays where team = :team and week =
            (select max(week) from role_plays where team = :team and week < :before) order by id""",
            {"team": self._team, "before": before},
        )
        return [_play(row).pair for row in rows]

    def played_in(self, week: str) -> bool:
        """Say whether anybody was paired in a week (its Monday, ISO)."""
        rows = self._db.query(
            "select id from role_plays where team = :team and week = :week limit 1", {"team": self._team, "week": week}
        )
        return bool(list(rows))

    def play(self, id: str) -> RolePlay:
        """Return the role-play with this id.

        Raises:
            Refusal: there is none.
        """
        rows = self._db.query(
            f"select {_PLAY} from role_plays where team = :team and id = :id", {"team": self._team, "id": id}
        )
        for row in rows:
            return _play(row)
        raise Refusal("There is no such role-play. Type “practice”.")

    def plays_of(self, person: str) -> list[RolePlay]:
        """Return the role-plays that wait for somebody's debrief, the oldest first."""
        rows = self._db.query(
            f"""select {_PLAY} from role_plays where team = :team and ((customer = :person and customer_said = '')
            or (csr = :person and csr_said = '') or (watching = :person and watcher_said = '')) order by id""",
            {"team": self._team, "person": person},
        )
        return [_play(row) for row in rows]

    def debrief(self, play: RolePlay, person: str, said: str) -> RolePlay:
        """Keep what one of those who took part says to a role-play.

        Raises:
            Refusal: they have said it before.
        """
        column = play.part_of(person)
        rows = self._db.query(
            f"update role_plays set {column} = :said where team = :team and id = :id and {column} = '' returning id",
            {"team": self._team, "id": play.id, "said": said.strip()},
        )
        if not list(rows):
            raise Refusal("You have debriefed this role-play already.")
        return self.play(play.id)

    def _rows(self, where: str, params: dict[str, str], limit: int) -> list[Practice]:
        rows = self._db.query(
            f"select {_PRACTICE} from practices where team = :team and {where} order by id limit :limit",
            {"team": self._team, "limit": limit, **params},
        )
        return [_practice(row) for row in rows]


def _practice(row: Row) -> Practice:
    said = json.loads(row["feedback"] or "{}")
    return Practice(
        id=row["id"],
        csr=row["csr"],
        giver=row["giver"],
        source=row["source"],
        situation=row["situation"],
        hidden=row["hidden"],
        about=row["about"],
        at=_time(row["at"]),
        answer=row["answer"],
        answered_at=_time(row["answered_at"]),
        seen=tuple(said.get("seen", ())),
        sentence=said.get("sentence", ""),
        feedback_at=_time(row["feedback_at"]),
    )


def _time(text: str | None) -> datetime | None:
    return from_utc_text(text) if text else None


def _play(row: Row) -> RolePlay:
    pair = Pair(row["customer"], row["csr"], row["watching"])
    at = from_utc_text(row["at"])
    said = (row["customer_said"], row["csr_said"], row["watcher_said"])
    return RolePlay(row["id"], row["week"], pair, row["card"], at, *said)


def _text(at: datetime | None) -> str | None:
    return utc_text(at) if at else None
