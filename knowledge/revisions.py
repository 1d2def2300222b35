"""Every change of what the team knows, kept for good: who, when, what, and how it was afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.many import insert_all
from knowledge.when import from_utc_text, utc_text


@dataclass(frozen=True, slots=True)
class Position:
    """How far a team's knowledge has come. Two positions of one ``lineage`` compare by ``revision``."""

    lineage: str
    revision: int


@dataclass(frozen=True, slots=True)
class Mark:
    """That an entry changed: its newest revision, and whether it is published since."""

    entry: str
    revision: int
    is_published: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """One change: ``content`` is all that the subject was after it."""

    number: int
    kind: str
    subject: str
    at: datetime
    person: str
    what: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part of the subject between two revisions, as text."""

    part: str
    before: str
    after: str


class Revisions:
    """One team's revisions. Its counter is also the lock: whoever takes a number writes alone until the commit."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def position(self) -> Position:
        """Return how far the team's knowledge has come; revision 0 is an empty guide."""
        return self._db.remembered(("position", self._team), self._read_position)

    def _read_position(self) -> Position:
        rows = list(self._db.query("select lineage, revision from guides where team = :team", {"team": self._team}))
        return Position(rows[0]["lineage"], rows[0]["revision"]) if rows else Position("", 0)

    def take_numbers(self, count: int = 1) -> int:
        """Take the next ``count`` numbers and return the first. Call it first inside ``atomic``."""
        rows = self._db.query(
            """insert into guides (team, lineage, revision) values (:team, :lineage, :count)
            on conflict (team) do update set revision = guides.revision + :count
            returning revision""",
            {"team": self._team, "lineage": new_id(), "count": count},
        )
        return int(next(iter(rows))["revision"]) - count + 1

    def record(self, revision: Revision) -> None:
        """Keep a revision whose number was taken in the same transaction."""
        self.record_all([revision])

    def record_all(self, revisions: Sequence[Revision]) -> None:
        """Keep revisions whose numbers were taken in the same transaction."""
        insert_all(self._db, "revisions", [self._row(revision) for revision in revisions])

    def of(self, kind: str, subject: str) -> list[Revision]:
        """Return the revisions of one subject, newest first."""
        rows = self._db.query(
            """select number, kind, subject, at, person, what, content from revisions
            where team = :team and kind = :kind and subject = :subject order by number desc""",
            {"team": self._team, "kind": kind, "subject": subject},
        )
        return [_revision(row) for row in rows]

    def numbered(self, number: int) -> Revision | None:
        """Return the revision with this number, if there is one."""
        rows = self._db.query(
            """select number, kind, subject, at, person, what, content from revisions
            where team = :team and number = :number""",
            {"team": self._team, "number": number},
        )
        return next((_revision(row) for row in rows), None)

    def _row(self, revision: Revision) -> Row:
        return {
            "team": self._team,
            "number": revision.number,
            "kind": revision.kind,
            "subject": revision.subject,
            "at": utc_text(revision.at),
            "person": revision.person,
            "what": revision.what,
            "content": json.dumps(revision.content, ensure_ascii=False, sort_keys=True),
        }


def difference(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Return what changed from one revision to another of the same subject, part by part."""
    parts = dict.fromkeys([*before.content, *after.content])
    changes = (Change(part, _text(before.content.get(part)), _text(after.content.get(part))) for part in parts)
    return tuple(change for change in changes if change.before != change.after)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return "\n".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _revision(row: Row) -> Revision:
    return Revision(
        number=row["number"],
        kind=row["kind"],
        subject=row["subject"],
        at=from_utc_text(row["at"]),
        person=row["person"],
        what=row["what"],
        content=json.loads(row["content"]),
    )
