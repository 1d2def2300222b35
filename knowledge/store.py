"""Where the guide's entries are kept: one statement a method, every write a revision."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar

from knowledge.database import Database, Row
from knowledge.decisions import Decisions
from knowledge.entry import Entry, from_content
from knowledge.many import insert_all, insertion, listed, slices
from knowledge.meaning.vectors import VectorStore
from knowledge.revisions import Mark, Position, Revision, Revisions

SLICE = 1_000  # entries read at a time


Thing = TypeVar("Thing")


class Changed(Exception):
    """Somebody else changed what was to be written since it was read; nothing was written."""


class Superseded(Changed):
    """The entry was changed by somebody else since it was read; nothing was written. ``now`` is what it is."""

    def __init__(self, now: Entry | None) -> None:
        super().__init__(now.id if now else "")
        self.now = now


@dataclass(frozen=True, slots=True)
class Edit(Generic[Thing]):
    """An entry or a tip as it shall be, and what is done to it in a word or two ("added", "edited", "retired")."""

    entry: Thing
    what: str


class Guide:
    """One team's entries. Reading gives plain entries; writing takes who, when and what."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)
        self.vectors = VectorStore(db, team)
        self.decisions = Decisions(db, team)

    def position(self) -> Position:
        """Return how far the guide has come, for a cache to compare."""
        return self.revisions.position()

    def entry(self, id: str) -> Entry | None:
        """Return the entry with this id, whatever its state, or None."""
        rows = self._db.query(
            "select content, revision from entries where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((_read(row["content"], row["revision"]) for row in rows), None)

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """Return the entries with these ids in the order asked for; an unknown id is left out."""
        found: dict[str, Entry] = {}
        for some in slices(ids):
            places, params = listed("id", some)
            rows = self._db.query(
                f"select id, content, revision from entries where team = :team and id in ({places}) order by id",
                {"team": self._team, **params},
            )
            found.update((row["id"], _read(row["content"], row["revision"])) for row in rows)
        return [found[id] for id in ids if id in found]

    def all(self) -> Iterator[Entry]:
        """Give every entry of every state, in the order they were added."""
        return self._each(
            """select content, revision, added as place from entries where team = :team and added > :after
            order by added limit :limit"""
        )

    def published(self) -> Iterator[Entry]:
        """Give the entries that answer questions, in the order they were added."""
        return self._each(
            """select content, revision, added as place from entries
            where team = :team and state = 'published' and added > :after order by added limit :limit"""
        )

    def changed_since(self, revision: int) -> Iterator[Entry]:
        """Give the entries whose last change came after this revision number, oldest change first.

        One that is changed again on the way may come twice, the newest last; none is passed over.
        """
        return self._each(
            """select content, revision, revision as place from entries where team = :team and revision > :after
            order by revision limit :limit""",
            revision,
        )

    def marks_since(self, revision: int) -> list[Mark]:
        """Return a mark for each entry whose last change came after this revision number, oldest change first.

        They are read in a tenth of the time that the entries take.
        """
        rows = self._db.query(
            "select id, revision, state from entries where team = :team and revision > :after order by revision",
            {"team": self._team, "after": revision},
        )
        return [Mark(row["id"], row["revision"], row["state"] == "published") for row in rows]

    def count(self, state: str = "published") -> int:
        """Return how many entries are in this state."""
        rows = self._db.query(
            "select count(*) as entries from entries where team = :team and state = :state",
            {"team": self._team, "state": state},
        )
        return int(next(iter(rows))["entries"])

    def owns_any(self, person: str) -> bool:
        """Say whether a person stands behind any entry, of whatever state."""
        sql = "select id from entries where team = :team and owner = :person order by id limit 1"
        return bool(list(self._db.query(sql, {"team": self._team, "person": person})))

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

    def save_all(
        self, edits: Sequence[Edit[Entry]], person: str, at: datetime, since: Position | None = None
    ) -> list[Entry]:
        """Keep these entries as they are now, each with its revision: all of them or none.

        An entry with revision 0 is new; any other must still be at the revision it was read at.
        With ``since``, nothing at all may have changed since the guide was there.

        Raises:
            Superseded: somebody changed one of them in between, or its id is taken; nothing was written.
        """
        if not edits:
            return []
        with self._db.atomic():
            number = self.revisions.take_numbers(len(edits))
            if since is not None and number != since.revision + 1:
                raise Superseded(None)
            kept: list[Entry] = []
            for some in slices(edits):
                kept += self._keep(some, number + len(kept), person, at)
            return kept

    def _keep(self, edits: Sequence[Edit[Entry]], number: int, person: str, at: datetime) -> list[Entry]:
        numbered = [(edit, replace(edit.entry, revision=number + place)) for place, edit in enumerate(edits)]
        added = [entry for edit, entry in numbered if edit.entry.revision == 0]
        changed = [(edit.entry.revision, entry) for edit, entry in numbered if edit.entry.revision]
        if added:
            self._add(added)
        for read_at, entry in changed:
            self._change(entry, read_at)
        self._keep_topics(added, [entry for _, entry in changed])
        self.revisions.record_all(
            [
                Revision(entry.revision, "entry", entry.id, at, person, edit.what, entry.content())
                for edit, entry in numbered
            ]
        )
        return [entry for _, entry in numbered]

    def _add(self, entries: Sequence[Entry]) -> None:
        sql, params = insertion("entries", [{**self._row(entry), "added": entry.revision} for entry in entries])
        rows = self._db.query(f"{sql} on conflict (team, id) do nothing returning id", params)
        taken = Counter(entry.id for entry in entries) - Counter(str(row["id"]) for row in rows)
        for id in taken:
            raise Superseded(self.entry(id))

    def _change(self, entry: Entry, read_at: int) -> None:
        rows = self._db.query(
            """update entries set content = :content, state = :state, owner = :owner, due_on = :due_on,
            revision = :revision where team = :team and id = :id and revision = :read_at returning id""",
            {**self._row(entry), "read_at": read_at},
        )
        if not list(rows):
            raise Superseded(self.entry(entry.id))

    def _keep_topics(self, added: Sequence[Entry], changed: Sequence[Entry]) -> None:
        if changed:
            places, params = listed("entry", [entry.id for entry in changed])
            self._db.execute(
                f"delete from entry_topics where team = :team and entry in ({places})", {"team": self._team, **params}
            )
        entries = [*added, *changed]
        topics = [
            {"team": self._team, "topic": topic, "entry": entry.id}
            for entry in entries
            for topic in dict.fromkeys(entry.topics)
        ]
        insert_all(self._db, "entry_topics", topics)

    def _row(self, entry: Entry) -> Row:
        due_on = entry.due_on()
        return {
            "team": self._team,
            "id": entry.id,
            "content": json.dumps(entry.content(), ensure_ascii=False, sort_keys=True),
            "state": entry.state,
            "owner": entry.owner,
            "due_on": due_on.isoformat() if due_on else "",
            "revision": entry.revision,
        }

    def _each(self, sql: str, after: int = 0) -> Iterator[Entry]:
        """Give what a list holds slice by slice, so that 50,000 entries are never in memory at once."""
        rows = list(self._db.query(sql, {"team": self._team, "after": after, "limit": SLICE}))
        while rows:
            yield from map(_entry, rows)
            rows = list(self._db.query(sql, {"team": self._team, "after": rows[-1]["place"], "limit": SLICE}))


def _entry(row: Row) -> Entry:
    return from_content(json.loads(row["content"]), row["revision"])


@lru_cache(maxsize=1_000)
def _read(content: str, revision: int) -> Entry:
    """Return an entry from what is kept of it; those asked for lately are not read anew."""
    return from_content(json.loads(content), revision)
