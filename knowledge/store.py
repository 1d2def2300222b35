"""Where the guide's entries are kept: one statement a method, every write a revision."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.entry import Entry, from_content
from knowledge.revisions import Position, Revision, Revisions


class Superseded(Exception):
    """The entry was changed by somebody else since it was read; nothing was written. ``now`` is what it is."""

    def __init__(self, now: Entry | None) -> None:
        super().__init__(now.id if now else "")
        self.now = now


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry as it shall be, and what is done to it in a word or two ("added", "edited", "retired")."""

    entry: Entry
    what: str


class Guide:
    """One team's entries. Reading gives plain entries; writing takes who, when and what."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)

    def position(self) -> Position:
        """Return how far the guide has come, for a cache to compare."""
        return self.revisions.position()

    def entry(self, id: str) -> Entry | None:
        """Return the entry with this id, whatever its state, or None."""
        rows = self._db.query(
            "select content, revision from entries where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((_entry(row) for row in rows), None)

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """Return the entries with these ids in the order asked for; an unknown id is left out."""
        found = (self.entry(id) for id in ids)
        return [entry for entry in found if entry is not None]

    def all(self) -> Iterator[Entry]:
        """Give every entry of every state, in the order they were added."""
        rows = self._db.query(
            "select content, revision from entries where team = :team order by added", {"team": self._team}
        )
        return (_entry(row) for row in rows)

    def published(self) -> Iterator[Entry]:
        """Give the entries that answer questions, in the order they were added."""
        rows = self._db.query(
            "select content, revision from entries where team = :team and state = 'published' order by added",
            {"team": self._team},
        )
        return (_entry(row) for row in rows)

    def changed_since(self, revision: int) -> Iterator[Entry]:
        """Give the entries whose last change came after this revision number, oldest change first."""
        rows = self._db.query(
            """select content, revision from entries where team = :team and revision > :revision
            order by revision""",
            {"team": self._team, "revision": revision},
        )
        return (_entry(row) for row in rows)

    def count(self, state: str = "published") -> int:
        """Return how many entries are in this state."""
        rows = self._db.query(
            "select count(*) as entries from entries where team = :team and state = :state",
            {"team": self._team, "state": state},
        )
        return int(next(iter(rows))["entries"])

    def topics(self) -> list[tuple[str, int]]:
        """Return every topic of the published entries with its number of entries, by name."""
        rows = self._db.query(
            """select entry_topics.topic as topic, count(*) as entries from entry_topics
            join entries on entries.team = entry_topics.team and entries.id = entry_topics.entry
            where entry_topics.team = :team and entries.state = 'published'
            group by entry_topics.topic order by entry_topics.topic""",
            {"team": self._team},
        )
        return sorted((row["topic"], row["entries"]) for row in rows)

    def on_topic(self, topic: str) -> list[Entry]:
        """Return the published entries of a topic, in the order they were added."""
        rows = self._db.query(
            """select entries.content as content, entries.revision as revision from entry_topics
            join entries on entries.team = entry_topics.team and entries.id = entry_topics.entry
            where entry_topics.team = :team and entry_topics.topic = :topic and entries.state = 'published'
            order by entries.added""",
            {"team": self._team, "topic": topic},
        )
        return [_entry(row) for row in rows]

    def save(self, entry: Entry, what: str, person: str, at: datetime) -> Entry:
        """Keep one entry as it is now, and the revision; see :meth:`save_all`."""
        return self.save_all([Edit(entry, what)], person, at)[0]

    def save_all(self, edits: Sequence[Edit], person: str, at: datetime) -> list[Entry]:
        """Keep these entries as they are now, each with its revision: all of them or none.

        An entry with revision 0 is new; any other must still be at the revision it was read at.

        Raises:
            Superseded: somebody changed one of them in between, or its id is taken; nothing was written.
        """
        if not edits:
            return []
        with self._db.atomic():
            first = self.revisions.take_numbers(len(edits))
            return [self._keep(edit, first + place, person, at) for place, edit in enumerate(edits)]

    def _keep(self, edit: Edit, number: int, person: str, at: datetime) -> Entry:
        entry = replace(edit.entry, revision=number)
        due_on = entry.due_on()
        written = self._db.query(
            _INSERT if edit.entry.revision == 0 else _UPDATE,
            {
                "team": self._team,
                "id": entry.id,
                "content": json.dumps(entry.content(), ensure_ascii=False, sort_keys=True),
                "state": entry.state,
                "owner": entry.owner,
                "due_on": due_on.isoformat() if due_on else "",
                "number": number,
                "read_at": edit.entry.revision,
            },
        )
        if not list(written):
            raise Superseded(self.entry(entry.id))
        self._keep_topics(entry, is_new=edit.entry.revision == 0)
        self.revisions.record(Revision(number, "entry", entry.id, at, person, edit.what, entry.content()))
        return entry

    def _keep_topics(self, entry: Entry, *, is_new: bool) -> None:
        if not is_new:
            self._db.execute(
                "delete from entry_topics where team = :team and entry = :entry",
                {"team": self._team, "entry": entry.id},
            )
        for topic in entry.topics:
            self._db.execute(
                "insert into entry_topics (team, topic, entry) values (:team, :topic, :entry)",
                {"team": self._team, "topic": topic, "entry": entry.id},
            )


_INSERT = """insert into entries (team, id, content, state, owner, due_on, added, revision)
values (:team, :id, :content, :state, :owner, :due_on, :number, :number)
on conflict (team, id) do nothing returning id"""

_UPDATE = """update entries set content = :content, state = :state, owner = :owner, due_on = :due_on,
revision = :number where team = :team and id = :id and revision = :read_at returning id"""


def _entry(row: Row) -> Entry:
    return from_content(json.loads(row["content"]), row["revision"])
