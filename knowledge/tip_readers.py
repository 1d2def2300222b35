"""Who gets the tips by direct message, who opened and tried one, and what was said of it."""

import json
from dataclasses import dataclass
from datetime import datetime

from knowledge.database import Database
from knowledge.when import from_utc_text, utc_text

OPENED, TRIED = "opened", "tried"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who wants the tips by direct message; no topics are all of them."""

    person: str
    topics: tuple[str, ...] = ()

    def wants(self, topics: tuple[str, ...]) -> bool:
        """Say whether a tip with these topics is wanted."""
        return not self.topics or bool(set(self.topics) & set(topics))


@dataclass(frozen=True, slots=True)
class Figures:
    """How often a tip was opened, tried and commented on: by so many people, but comments count each."""

    opened: int = 0
    tried: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a tip: a reply below it, or what came of trying it."""

    person: str
    text: str
    at: datetime


class TipReaders:
    """One team's subscribers and readers."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def subscribe(self, person: str, topics: tuple[str, ...], at: datetime) -> None:
        """Keep that somebody wants the tips on these topics; no topics are all of them."""
        self._db.execute(
            """insert into tip_subscriptions (team, person, topics, at) values (:team, :person, :topics, :at)
            on conflict (team, person) do update set topics = :topics, at = :at""",
            {
                "team": self._team,
                "person": person,
                "topics": json.dumps(topics, ensure_ascii=False),
                "at": utc_text(at),
            },
        )

    def unsubscribe(self, person: str) -> None:
        """Keep that somebody wants the tips no more."""
        self._db.execute(
            "delete from tip_subscriptions where team = :team and person = :person",
            {"team": self._team, "person": person},
        )

    def subscription(self, person: str) -> Subscription | None:
        """Return what somebody has subscribed to, or None."""
        return next((each for each in self.subscriptions() if each.person == person), None)

    def subscriptions(self) -> list[Subscription]:
        """Return everybody who wants the tips."""
        rows = self._db.query(
            "select person, topics from tip_subscriptions where team = :team order by person", {"team": self._team}
        )
        return [Subscription(row["person"], tuple(json.loads(row["topics"]))) for row in rows]

    def did(self, what: str, tip: str, person: str, at: datetime, note: str = "") -> None:
        """Keep that somebody opened or tried a tip; once a person, with what they said last."""
        self._db.execute(
            """insert into tip_readers (team, tip, person, did, at, note)
            values (:team, :tip, :person, :did, :at, :note)
            on conflict (team, tip, person, did) do update set note = case when :note = '' then tip_readers.note
            else :note end""",
            {"team": self._team, "tip": tip, "person": person, "did": what, "at": utc_text(at), "note": note},
        )

    def has(self, what: str, tip: str, person: str) -> bool:
        """Say whether somebody opened, or tried, a tip."""
        rows = self._db.query(
            """select at from tip_readers where team = :team and tip = :tip and person = :person and did = :did
            order by at""",
            {"team": self._team, "tip": tip, "person": person, "did": what},
        )
        return bool(list(rows))

    def comment(self, id: str, tip: str, person: str, text: str, at: datetime) -> None:
        """Keep a comment under the id that its surface gave it; one without text is taken back."""
        keys = {"team": self._team, "id": id}
        if not text:
            self._db.execute("delete from tip_comments where team = :team and id = :id", keys)
            return
        self._db.execute(
            """insert into tip_comments (team, id, tip, person, text, at)
            values (:team, :id, :tip, :person, :text, :at)
            on conflict (team, id) do update set text = :text""",
            {**keys, "tip": tip, "person": person, "text": text, "at": utc_text(at)},
        )

    def said(self, tip: str) -> list[Said]:
        """Return what people said of a tip, comments and what came of trying it, the oldest first."""
        rows = self._db.query(
            """select person, text, at from tip_comments where team = :team and tip = :tip
            union all select person, note as text, at from tip_readers
            where team = :team and tip = :tip and did = 'tried' and note <> ''
            order by at, person, text""",
            {"team": self._team, "tip": tip},
        )
        return [Said(row["person"], row["text"], from_utc_text(row["at"])) for row in rows]

    def figures(self) -> dict[str, Figures]:
        """Return the figures of every tip that has any, by its id."""
        rows = self._db.query(
            """select tip, sum(opened) as opened, sum(tried) as tried, sum(comments) as comments from (
            select tip, case when did = 'opened' then 1 else 0 end as opened,
            case when did = 'tried' then 1 else 0 end as tried, 0 as comments from tip_readers where team = :team
            union all select tip, 0 as opened, 0 as tried, 1 as comments from tip_comments where team = :team
            ) counted group by tip order by tip""",
            {"team": self._team},
        )
        return {row["tip"]: Figures(int(row["opened"]), int(row["tried"]), int(row["comments"])) for row in rows}
