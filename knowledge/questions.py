"""What was asked, which answers were used, and whether they fitted: what the guide learns from."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from knowledge.database import Database
from knowledge.found import Hit
from knowledge.ids import new_id
from knowledge.when import from_utc_text, utc_text

LONGEST_FOLDED = 500  # characters
VERDICTS = ("as it is", "adapted", "did not fit")


@dataclass(frozen=True, slots=True)
class Use:
    """An answer that was made ready to send: which entry at which revision, and the question that led to it."""

    id: str
    person: str
    entry: str
    revision: int
    question: str
    channel: str
    verdict: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question somebody asked, and the entry that answers it; empty if none did."""

    id: str
    wording: str
    entry: str
    at: datetime


def folded(wording: str) -> str:
    """Return a question as it is compared: white space, letter case and the marks at its end do not count.

    A very long one is shortened to its beginning and a digest of all of it, which a database can still index:
    PostgreSQL takes no more than 2,704 bytes (https://www.postgresql.org/docs/current/btree.html).
    """
    text = " ".join(wording.split()).casefold().rstrip("?!. ")
    if len(text) <= LONGEST_FOLDED:
        return text
    return f"{text[:LONGEST_FOLDED]} {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


class Questions:
    """One team's questions and uses."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def keep(self, wording: str, person: str, surface: str, entry: str, at: datetime, first: Hit | None = None) -> str:
        """Keep a question and return its id.

        ``entry`` is the answer it got, empty if there was none; ``first`` what came first, good enough or not.
        """
        id = new_id()
        self._db.execute(
            """insert into questions
            (team, id, person, surface, wording, folded, at, entry, answered_at, found, score)
            values (:team, :id, :person, :surface, :wording, :folded, :at, :entry, :answered_at, :found, :score)""",
            {
                "team": self._team,
                "id": id,
                "person": person,
                "surface": surface,
                "wording": wording,
                "folded": folded(wording),
                "at": utc_text(at),
                "entry": entry,
                "answered_at": utc_text(at) if entry else None,
                "found": first.entry if first else None,
                "score": first.score if first else None,
            },
        )
        return id

    def wording(self, id: str) -> str:
        """Return what was asked, or nothing if there is no such question."""
        rows = self._db.query(
            "select wording from questions where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((str(row["wording"]) for row in rows), "")

    def recent(self, person: str, limit: int, skip: int) -> list[Asked]:
        """Return what a person asked, the newest first."""
        rows = self._db.query(
            """select id, wording, entry, at from questions where team = :team and person = :person
            order by id desc limit :limit offset :skip""",
            {"team": self._team, "person": person, "limit": limit, "skip": skip},
        )
        return [Asked(row["id"], row["wording"], row["entry"], from_utc_text(row["at"])) for row in rows]

    def settle(self, question: str, entry: str, at: datetime) -> None:
        """Keep that an entry now answers a question, and every one with the same words that had no answer."""
        self._db.execute(
            """update questions set entry = :entry, answered_at = :at
            where team = :team and answered_at is null and folded =
            (select same.folded from questions same where same.team = :team and same.id = :question)""",
            {"team": self._team, "entry": entry, "question": question, "at": utc_text(at)},
        )

    def use(self, entry: str, revision: int, question: str, channel: str, person: str, at: datetime) -> str:
        """Count that an answer was made ready to send, and return the id of that use."""
        id = new_id()
        self._db.execute(
            """insert into uses (team, id, person, entry, revision, question, channel, at, note)
            values (:team, :id, :person, :entry, :revision, :question, :channel, :at, '')""",
            {
                "team": self._team,
                "id": id,
                "person": person,
                "entry": entry,
                "revision": revision,
                "question": question,
                "channel": channel,
                "at": utc_text(at),
            },
        )
        return id

    def used(self, id: str) -> Use | None:
        """Return one use, or None."""
        rows = self._db.query(
            """select id, person, entry, revision, question, channel, verdict, note from uses
            where team = :team and id = :id""",
            {"team": self._team, "id": id},
        )
        return next((Use(**row) for row in rows), None)

    def undecided(self, person: str, limit: int) -> list[Use]:
        """Return the person's uses of which nobody knows yet whether they fitted, the newest first."""
        rows = self._db.query(
            """select id, person, entry, revision, question, channel, verdict, note from uses
            where team = :team and person = :person and verdict is null order by id desc limit :limit""",
            {"team": self._team, "person": person, "limit": limit},
        )
        return [Use(**row) for row in rows]

    def decide(self, use: str, person: str, verdict: str, note: str, at: datetime) -> bool:
        """Keep whether an answer fitted, said by the one who used it; a later word replaces an earlier one.

        Return False when that person has no such use.
        """
        rows = self._db.query(
            """update uses set verdict = :verdict, note = :note, decided_at = :at
            where team = :team and id = :id and person = :person returning id""",
            {"team": self._team, "id": use, "person": person, "verdict": verdict, "note": note, "at": utc_text(at)},
        )
        return bool(list(rows))
