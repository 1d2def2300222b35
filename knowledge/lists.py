"""The curators' lists: what in the guide wants somebody's eye, with counts and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from knowledge.database import Database
from knowledge.when import from_utc_text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``count`` and ``at`` say how often and when last, ``notes`` what people wrote with it."""

    subject: str
    count: int
    at: datetime | None
    notes: str = ""


class Lists:
    """One team's lists. Each method gives one page: at most ``limit`` lines after the first ``skip``."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def due(self, today: date, limit: int, skip: int) -> list[Line]:
        """Return entries due for review, longest overdue first; never reviewed ones come first of all."""
        return self._page(
            """select id as subject, 0 as count, null as at, due_on as notes from entries
            where team = :team and state = 'published' and due_on <= :today
            order by due_on, added limit :limit offset :skip""",
            {"today": today.isoformat(), "limit": limit, "skip": skip},
        )

    def due_of(self, owner: str, today: date, limit: int) -> list[Line]:
        """Return the entries due for review that this person stands behind, longest overdue first."""
        return self._page(
            """select id as subject, 0 as count, null as at, due_on as notes from entries
            where team = :team and owner = :owner and state = 'published' and due_on <= :today
            order by due_on, added limit :limit""",
            {"owner": owner, "today": today.isoformat(), "limit": limit},
        )

    def without_owner(self, limit: int, skip: int) -> list[Line]:
        """Return published entries nobody stands behind."""
        return self._page(
            """select id as subject, 0 as count, null as at, '' as notes from entries
            where team = :team and state = 'published' and owner = '' order by added limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def drafts(self, limit: int, skip: int) -> list[Line]:
        """Return entries that are not published yet, newest change first."""
        return self._page(
            """select id as subject, 0 as count, null as at, '' as notes from entries
            where team = :team and state = 'draft' order by revision desc limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def retired(self, limit: int, skip: int) -> list[Line]:
        """Return entries that no longer answer questions, the last retired first."""
        return self._page(
            """select id as subject, 0 as count, null as at, '' as notes from entries
            where team = :team and state = 'retired' order by revision desc limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def never_used(self, limit: int, skip: int) -> list[Line]:
        """Return published entries whose answer nobody has used yet, the oldest first."""
        return self._page(
            """select id as subject, 0 as count, null as at, '' as notes from entries
            where team = :team and state = 'published' and not exists
            (select 1 from uses where uses.team = entries.team and uses.entry = entries.id)
            order by added limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def most_used(self, limit: int, skip: int) -> list[Line]:
        """Return the entries whose answers were used most, with how often and when last."""
        return self._page(
            """select entry as subject, count(*) as count, max(at) as at, '' as notes from uses
            where team = :team group by entry order by count(*) desc, max(at) desc, entry limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def did_not_fit(self, limit: int, skip: int) -> list[Line]:
        """Return each answer that did not fit, the newest first: ``subject`` is the use, ``notes`` is why."""
        return self._page(
            """select id as subject, 1 as count, decided_at as at, note as notes from uses
            where team = :team and verdict = 'did not fit' order by decided_at desc, id limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def without_answer(self, limit: int, skip: int) -> list[Line]:
        """Return questions the guide had no answer to, the most asked first: ``subject`` is the newest wording."""
        return self._page(
            """select max(id) as subject, count(*) as count, max(at) as at, '' as notes from questions
            where team = :team and answered_at is null
            group by folded order by count(*) desc, max(at) desc, folded limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def learned(self, limit: int, skip: int) -> list[Line]:
        """Return the questions whose answer fitted and that nobody has refused, the newest first."""
        return self._page(
            """select id as subject, 1 as count, at as at, '' as notes from learned
            where team = :team and state <> 'refused' order by id desc limit :limit offset :skip""",
            {"limit": limit, "skip": skip},
        )

    def _page(self, sql: str, params: Mapping[str, Any]) -> list[Line]:
        rows = self._db.query(sql, {"team": self._team, **params})
        return [
            Line(row["subject"], row["count"], from_utc_text(row["at"]) if row["at"] else None, row["notes"])
            for row in rows
        ]
