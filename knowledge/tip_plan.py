"""The team's tip plan: when a tip goes out, what a lead has planned, and what has gone out."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.refusal import Refusal
from knowledge.tips import Posted, Wishes, monday_of
from knowledge.when import from_utc_text, utc_text


@dataclass(frozen=True, slots=True)
class Times:
    """When the tip goes out: on which day of the week (0 is Monday), at which hour, where. Paused: not at all."""

    weekday: int = 1
    hour: int = 10
    zone: str = "UTC"
    is_paused: bool = False

    def week(self, now: datetime) -> date:
        """Return the Monday of the week it is in the plan's time zone."""
        return monday_of(now.astimezone(ZoneInfo(self.zone)).date())

    def is_time(self, now: datetime) -> bool:
        """Say whether this week's tip is due, or was due earlier in the week.

        The clock on the wall decides: an hour that a change of daylight-saving time leaves out has passed with the
        next one, and one that comes twice has come with the first.
        """
        local = now.astimezone(ZoneInfo(self.zone))
        return not self.is_paused and (local.weekday(), local.hour) >= (self.weekday, self.hour)


@dataclass(frozen=True, slots=True)
class Post:
    """A tip that went out: in which week (its Monday), when, by whom (empty: by the plan).

    ``delivered`` is to how many people and channels, as far as that is known.
    """

    id: str
    week: date
    tip: str
    at: datetime
    person: str
    delivered: int
    is_withdrawn: bool = False


class TipPlan:
    """One team's plan. Whoever gets a post back from :meth:`post` is the one who sends it."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def times(self) -> Times:
        """Return when the tip goes out."""
        rows = self._db.query(
            "select weekday, hour, zone, paused_at from tip_plan where team = :team", {"team": self._team}
        )
        found = (
            Times(row["weekday"], row["hour"], row["zone"], is_paused=row["paused_at"] is not None) for row in rows
        )
        return next(found, Times())

    def begin(self, zone: str) -> None:
        """Begin the plan in a time zone, unless it has begun."""
        start = Times()
        self._db.execute(
            """insert into tip_plan (team, weekday, hour, zone) values (:team, :weekday, :hour, :zone)
            on conflict (team) do nothing""",
            {"team": self._team, "weekday": start.weekday, "hour": start.hour, "zone": zone},
        )

    def set_times(self, times: Times, at: datetime) -> None:
        """Keep when the tip goes out.

        Raises:
            Refusal: there is no such day, hour or time zone.
        """
        _check(times)
        self._db.execute(
            """insert into tip_plan (team, weekday, hour, zone, paused_at)
            values (:team, :weekday, :hour, :zone, :paused_at)
            on conflict (team) do update
            set weekday = :weekday, hour = :hour, zone = :zone, paused_at = :paused_at""",
            {
                "team": self._team,
                "weekday": times.weekday,
                "hour": times.hour,
                "zone": times.zone,
                "paused_at": utc_text(at) if times.is_paused else None,
            },
        )

    def wishes(self) -> Wishes:
        """Return what a lead has planned."""
        places = self._db.query("select tip, place from tip_places where team = :team order by place", self._keys())
        weeks = list(
            self._db.query("select week, tip, skipped_at from tip_weeks where team = :team order by week", self._keys())
        )
        return Wishes(
            {row["tip"]: row["place"] for row in places},
            {date.fromisoformat(row["week"]): row["tip"] for row in weeks if row["tip"]},
            frozenset(date.fromisoformat(row["week"]) for row in weeks if row["skipped_at"]),
        )

    def pin(self, week: date, tip: str) -> None:
        """Give a week its tip, and take a skip of that week back; an empty tip leaves the week to the plan."""
        self._wish(week, tip, None)

    def skip(self, week: date, at: datetime) -> None:
        """Let a week go without a tip; what was pinned to it is not any more."""
        self._wish(week, "", at)

    def put_first(self, tip: str) -> None:
        """Put a tip before all others that are left."""
        self._place(tip, "min(place) - 1")

    def put_after(self, tip: str) -> None:
        """Put a tip behind those that a lead has put before the others."""
        self._place(tip, "max(place) + 1")

    def post(self, tip: str, week: date, person: str, at: datetime) -> Post | None:
        """Claim a week for a tip and return the post, or None when the week has one; call it inside ``atomic``."""
        rows = self._db.query(
            """insert into tip_posts (team, id, week, tip, at, person, told)
            values (:team, :id, :week, :tip, :at, :person, 0) on conflict do nothing
            returning id, week, tip, at, person, told, withdrawn_at""",
            {
                **self._keys(),
                "id": new_id(),
                "week": week.isoformat(),
                "tip": tip,
                "person": person,
                "at": utc_text(at),
            },
        )
        post = next((_post(row) for row in rows), None)
        if post is not None:
            self._db.execute("delete from tip_places where team = :team and tip = :tip", {**self._keys(), "tip": tip})
        return post

    def count_delivered(self, post: str, count: int) -> None:
        """Keep to how many people and channels a post has been delivered."""
        self._db.execute(
            "update tip_posts set told = :count where team = :team and id = :id",
            {**self._keys(), "id": post, "count": count},
        )

    def withdraw(self, post: str, at: datetime) -> bool:
        """Keep that a post was taken back; False when it was already, or there is none."""
        rows = self._db.query(
            """update tip_posts set withdrawn_at = :at
            where team = :team and id = :id and withdrawn_at is null returning id""",
            {**self._keys(), "id": post, "at": utc_text(at)},
        )
        return bool(list(rows))

    def posts(self) -> list[Post]:
        """Return every post, also those taken back, the oldest first."""
        rows = self._db.query(
            """select id, week, tip, at, person, told, withdrawn_at from tip_posts
            where team = :team order by at, id""",
            self._keys(),
        )
        return [_post(row) for row in rows]

    def posts_since(self, at: datetime) -> list[Post]:
        """Return the posts since then, the oldest first."""
        return [post for post in self.posts() if post.at >= at]

    def of_week(self, week: date) -> Post | None:
        """Return the post of a week, the newest if there were several; one taken back counts too."""
        return next((post for post in reversed(self.posts()) if post.week == week), None)

    def posted(self) -> list[Posted]:
        """Return the posts as the choice of the next one takes them; those taken back were seen, so they count."""
        return [Posted(post.tip, post.week) for post in self.posts()]

    def _wish(self, week: date, tip: str, skipped_at: datetime | None) -> None:
        self._db.execute(
            """insert into tip_weeks (team, week, tip, skipped_at) values (:team, :week, :tip, :skipped_at)
            on conflict (team, week) do update set tip = :tip, skipped_at = :skipped_at""",
            {
                **self._keys(),
                "week": week.isoformat(),
                "tip": tip,
                "skipped_at": utc_text(skipped_at) if skipped_at else None,
            },
        )

    def _place(self, tip: str, place: str) -> None:
        self._db.execute(
            f"""insert into tip_places (team, tip, place)
            select :team, :tip, coalesce({place}, 0) from tip_places where team = :team
            on conflict (team, tip) do update set place = excluded.place""",
            {**self._keys(), "tip": tip},
        )

    def _keys(self) -> dict[str, str]:
        return {"team": self._team}


def _check(times: Times) -> None:
    if not 0 <= times.weekday <= 6:
        raise Refusal("Choose a day of the week.", {"weekday": "Choose a day of the week."})
    if not 0 <= times.hour <= 23:
        raise Refusal("The hour is one from 0 to 23.", {"hour": "The hour is one from 0 to 23."})
    try:
        ZoneInfo(times.zone)
    except (KeyError, ValueError, OSError):
        sentence = f"There is no time zone “{times.zone}”. Write it as in Europe/London or America/New_York."
        raise Refusal(sentence, {"zone": sentence}) from None


def _post(row: Row) -> Post:
    return Post(
        row["id"],
        date.fromisoformat(row["week"]),
        row["tip"],
        from_utc_text(row["at"]),
        row["person"],
        row["told"],
        is_withdrawn=row["withdrawn_at"] is not None,
    )
