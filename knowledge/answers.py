"""What everybody would do in a situation, and the votes on it: one answer a person from the form, any from a thread.

An answer or a vote first writes on the situation itself, so it waits for whoever closes or settles that at the same
moment, and then sees what came of it.
"""

from datetime import datetime

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.situation import Answer
from knowledge.when import from_utc_text, utc_text

_COLUMNS = """id, situation, person, content, at, reply, anonymous, late_at, chosen_at,
(select count(*) from situation_votes where situation_votes.team = situation_answers.team
and situation_votes.answer = situation_answers.id) as votes"""


class Answers:
    """One team's answers and votes."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def one(self, id: str) -> Answer | None:
        """Return one answer, or None if it is gone."""
        return next(iter(self._those("id = :id", {"id": id})), None)

    def of(self, situation: str) -> list[Answer]:
        """Return the answers to a situation in the order they were given in."""
        return self._those("situation = :situation", {"situation": situation})

    def by(self, person: str, situation: str) -> Answer | None:
        """Return what a person wrote in the form while the round was open, or None."""
        found = self._those(
            "situation = :situation and person = :person and reply = ''", {"situation": situation, "person": person}
        )
        return next(iter(found), None)

    def give(
        self, situation: str, person: str, text: str, at: datetime, *, reply: str = "", anonymous: bool = False
    ) -> Answer | None:
        """Keep an answer, and return it as it is kept; None if there is no such situation.

        While the round is open a person's answer from the form replaces their earlier one. Afterwards it is one more,
        and late. A reply in the thread is what it says now, whenever it was changed.
        """
        with self._db.atomic():
            state = self._hold(situation)
            if state is None:
                return None
            late = utc_text(at) if state != "asked" else None
            once = reply or ("late " + new_id() if late else "")
            rows = self._db.query(
                """insert into situation_answers (team, id, situation, person, reply, content, anonymous, at, late_at)
                values (:team, :id, :situation, :person, :reply, :content, :anonymous, :at, :late_at)
                on conflict (team, situation, person, reply) do update
                set content = :content, anonymous = :anonymous, changed_at = :at, gone_at = null
                returning id""",
                {
                    "team": self._team,
                    "id": new_id(),
                    "situation": situation,
                    "person": person,
                    "reply": once,
                    "content": text,
                    "anonymous": int(anonymous),
                    "at": utc_text(at),
                    "late_at": late,
                },
            )
            return self.one(str(next(iter(rows))["id"]))

    def take_back(self, situation: str, person: str, reply: str, at: datetime) -> bool:
        """Keep that a reply was deleted in its thread: it is shown no more, and its votes count no more."""
        with self._db.atomic():
            self._hold(situation)
            rows = list(
                self._db.query(
                    """update situation_answers set gone_at = :at where team = :team and situation = :situation
                    and person = :person and reply = :reply and gone_at is null returning id""",
                    {
                        "team": self._team,
                        "situation": situation,
                        "person": person,
                        "reply": reply,
                        "at": utc_text(at),
                    },
                )
            )
            for row in rows:
                self._db.execute(
                    "delete from situation_votes where team = :team and answer = :answer",
                    {"team": self._team, "answer": row["id"]},
                )
        return bool(rows)

    def vote(self, answer: Answer, person: str, at: datetime) -> bool:
        """Count a person's vote for an answer, in place of an earlier one; False if the time for it is over."""
        with self._db.atomic():
            if self._hold(answer.situation) != "closed":
                return False
            rows = self._db.query(
                """insert into situation_votes (team, situation, person, answer, at)
                select :team, situation, :person, id, :at from situation_answers
                where team = :team and id = :answer and person <> :person and gone_at is null
                on conflict (team, situation, person) do update set answer = :answer, at = :at returning answer""",
                {"team": self._team, "person": person, "answer": answer.id, "at": utc_text(at)},
            )
            return bool(list(rows))

    def vote_of(self, person: str, situation: str) -> str:
        """Return the id of the answer a person voted for; empty if none."""
        rows = self._db.query(
            "select answer from situation_votes where team = :team and situation = :situation and person = :person",
            {"team": self._team, "situation": situation, "person": person},
        )
        return next((str(row["answer"]) for row in rows), "")

    def choose(self, situation: str, answers: list[Answer], at: datetime) -> None:
        """Keep which answers the settled one was made of, and no longer those of an earlier one."""
        self._db.execute(
            "update situation_answers set chosen_at = null where team = :team and situation = :situation",
            {"team": self._team, "situation": situation},
        )
        for answer in answers:
            self._db.execute(
                "update situation_answers set chosen_at = :at where team = :team and id = :id",
                {"team": self._team, "id": answer.id, "at": utc_text(at)},
            )

    def _hold(self, situation: str) -> str | None:
        """Make everybody else who changes this situation wait, and return its state."""
        rows = self._db.query(
            """update situations set version = version + 1
            where team = :team and id = :id and state <> 'draft' returning state""",
            {"team": self._team, "id": situation},
        )
        return next((str(row["state"]) for row in rows), None)

    def _those(self, which: str, params: dict[str, str]) -> list[Answer]:
        rows = self._db.query(
            f"select {_COLUMNS} from situation_answers where team = :team and gone_at is null and {which} order by id",
            {"team": self._team, **params},
        )
        return [_answer(row) for row in rows]


def _answer(row: Row) -> Answer:
    return Answer(
        id=row["id"],
        situation=row["situation"],
        person=row["person"],
        text=row["content"],
        at=from_utc_text(row["at"]),
        reply=row["reply"],
        anonymous=bool(row["anonymous"]),
        late=row["late_at"] is not None,
        chosen=row["chosen_at"] is not None,
        votes=row["votes"],
    )
