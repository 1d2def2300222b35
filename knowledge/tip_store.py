"""Where the tips are kept: every write is a revision, as in the guide."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.revisions import Position, Revision, Revisions
from knowledge.store import Changed, Edit
from knowledge.tip import Tip, tip_from_content


class TipSuperseded(Changed):
    """The tip was changed by somebody else since it was read; nothing was written. ``now`` is what it is."""

    def __init__(self, now: Tip | None) -> None:
        super().__init__(now.id if now else "")
        self.now = now


class Tips:
    """One team's tips. Reading gives plain tips; writing takes who, when and what."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)

    def position(self) -> Position:
        """Return how far the team's knowledge has come."""
        return self.revisions.position()

    def tip(self, id: str) -> Tip | None:
        """Return the tip with this id, whatever its state, or None."""
        rows = self._db.query(
            "select content, revision from tips where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((_tip(row) for row in rows), None)

    def all(self) -> Iterator[Tip]:
        """Give every tip of every state, in the order they were added."""
        rows = self._db.query(
            "select content, revision from tips where team = :team order by added", {"team": self._team}
        )
        return iter([_tip(row) for row in rows])

    def published(self) -> list[Tip]:
        """Return the tips that can be posted, in the order they were added."""
        return [tip for tip in self.all() if tip.state == "published"]

    def save(self, tip: Tip, what: str, person: str, at: datetime) -> Tip:
        """Keep one tip as it is now, and the revision; see :meth:`save_all`."""
        return self.save_all([Edit(tip, what)], person, at)[0]

    def save_all(
        self, edits: Sequence[Edit[Tip]], person: str, at: datetime, since: Position | None = None
    ) -> list[Tip]:
        """Keep these tips as they are now, each with its revision: all of them or none.

        A tip with revision 0 is new; any other must still be at the revision it was read at.
        With ``since``, nothing at all may have changed since the team's knowledge was there.

        Raises:
            TipSuperseded: somebody changed one of them in between, or its id is taken; nothing was written.
        """
        if not edits:
            return []
        with self._db.atomic():
            number = self.revisions.take_numbers(len(edits))
            if since is not None and number != since.revision + 1:
                raise TipSuperseded(None)
            kept = [self._keep(edit.entry, number + place) for place, edit in enumerate(edits)]
            self.revisions.record_all(
                [
                    Revision(tip.revision, "tip", tip.id, at, person, edit.what, tip.content())
                    for tip, edit in zip(kept, edits, strict=True)
                ]
            )
            return kept

    def _keep(self, tip: Tip, number: int) -> Tip:
        values = {
            "team": self._team,
            "id": tip.id,
            "content": json.dumps(tip.content(), ensure_ascii=False, sort_keys=True),
            "state": tip.state,
            "number": number,
        }
        if tip.revision:
            rows = self._db.query(
                """update tips set content = :content, state = :state, revision = :number
                where team = :team and id = :id and revision = :read_at returning id""",
                {**values, "read_at": tip.revision},
            )
        else:
            rows = self._db.query(
                """insert into tips (team, id, content, state, added, revision)
                values (:team, :id, :content, :state, :number, :number)
                on conflict (team, id) do nothing returning id""",
                values,
            )
        if not list(rows):
            raise TipSuperseded(self.tip(tip.id))
        return replace(tip, revision=number)


def _tip(row: Row) -> Tip:
    return tip_from_content(json.loads(row["content"]), row["revision"])
