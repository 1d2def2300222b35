"""What people made of the answers they were shown: what the limits of an answer are calibrated on."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from knowledge.database import Database
from knowledge.limits import Decision
from knowledge.when import utc_text

NEWEST = 500  # decisions that still count: a guide changes


class Decisions:
    """One team's decisions."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def refuse(self, question: str, person: str, at: datetime) -> bool:
        """Keep that the person who asked found none of the answers right, so the question has none.

        Return False when that person has no such question.
        """
        rows = self._db.query(
            """update questions set refused_at = :at, entry = '', answered_at = null
            where team = :team and id = :question and person = :person returning id""",
            {"team": self._team, "question": question, "person": person, "at": utc_text(at)},
        )
        return bool(list(rows))

    def newest(self) -> list[Decision]:
        """Return the newest decisions; of several by one person about the same words the newest counts alone.

        Nobody's count for more than all others' together and one: no one person moves the limits for everybody.
        """
        rows = self._db.query(
            """select questions.person as person, questions.folded as folded, questions.score as score,
            case when uses.verdict in ('as it is', 'adapted') then 1 else 0 end as fitted
            from questions left join uses on uses.team = questions.team and uses.question = questions.id
            and uses.verdict is not null
            where questions.team = :team and questions.score is not null
            and (questions.refused_at is not null or uses.verdict is not null)
            order by questions.id desc, uses.id desc limit :newest""",
            {"team": self._team, "newest": NEWEST},
        )
        once: dict[tuple[str, str], Decision] = {}
        for row in rows:
            once.setdefault((row["person"], row["folded"]), Decision(row["score"], fitted=bool(row["fitted"])))
        made = Counter(person for person, _ in once)
        return [
            replace(decision, weight=min(1.0, (made.total() - made[person] + 1) / made[person]))
            for (person, _), decision in once.items()
        ]
